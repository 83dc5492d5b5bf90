/**
 * npm run bench:runtime [-- --quick] [-- --small | --large] [-- --flat] [-- --real=300 --real-large=300]: ours, transformers.js and PyTorch on the same weights and token ids, in
 * turns, and writes a Markdown table. Environment: PREFLENS_BENCH_PYTHON (python3 with torch, transformers, onnx, onnxruntime),
 * PREFLENS_BENCH_TOKENIZER and PREFLENS_BENCH_FILE (a tokenizer folder of at most 49,152 tokens and a file of pairs).
 */
import { build } from 'esbuild';
import { execFileSync, fork, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const here = path.join(root, 'bench/runtime');
const cache = path.join(root, '.cache/bench/runtime');
const flags = new Set(process.argv.slice(2));
const quick = flags.has('--quick');
const numberFlag = (name, otherwise) => Number([...flags].find((flag) => flag.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
/** Pairs of the real file: for the small shape, and for the large one, which takes seconds a pair. */
const realCounts = { small: numberFlag('real', quick ? 20 : 300), large: numberFlag('real-large', quick ? 20 : 300) };
const python = process.env.PREFLENS_BENCH_PYTHON ?? 'python3';
const tokenizer = process.env.PREFLENS_BENCH_TOKENIZER ?? path.join(root, '../shared/tokenizers/smollm2');
const file = process.env.PREFLENS_BENCH_FILE ?? path.join(root, '../shared/data/preferences/hh-rlhf/harmless-base-test.first1500.jsonl.gz');
const transformersJs = '@huggingface/transformers@4.3.1';
const threads = 2;
const rounds = quick ? 3 : 7;
const kinds = ['ours', 'ours, one process', 'ours, sums alone', 'ours, all figures', 'transformers.js', 'PyTorch'];
const lines = [];
const say = (line = '') => {
  console.log(line);
  lines.push(line);
};

/** Numbers that are the same in every run; a real distribution of ids would change nothing for a dense model. */
let seed = 1;
const random = (below) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % below;
const ids = (count) => Array.from({ length: count }, () => 5 + random(49_000));
const madeUp = (count, prompt, response) => Array.from({ length: count }, () => ({ prompt: ids(prompt), chosen: ids(response), rejected: ids(response) }));
const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const seconds = (milliseconds) => (milliseconds / 1000).toFixed(2);

async function prepare() {
  mkdirSync(cache, { recursive: true });
  for (const entry of ['ours', 'realPairs', 'flat']) {
    const outfile = path.join(cache, `${entry}.mjs`);
    const options = { bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'warning' };
    await build({ absWorkingDir: root, entryPoints: [`bench/runtime/${entry}.ts`], outfile, ...options });
  }
  if (flags.has('--flat')) return;
  execFileSync(python, [path.join(here, 'make_models.py'), path.join(cache, 'models')], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (existsSync(path.join(cache, 'node_modules/@huggingface/transformers'))) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', '--prefix', cache, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', transformersJs], { stdio: 'inherit', shell: process.platform === 'win32' });
}

/** A process that answers jobs one at a time. */
function startContender(kind, folder) {
  const isTorch = kind === 'PyTorch';
  const child = isTorch
    ? spawn(python, [path.join(here, 'torch_side.py'), folder, String(threads)], { stdio: ['pipe', 'pipe', 'ignore'] })
    : fork(path.join(here, 'contender.mjs'), [kind, folder, String(threads), cache], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const answers = isTorch ? readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]() : null;
  const ended = new Promise((_, reject) => child.once('exit', (code) => reject(new Error(`${kind} ended with ${code}`))));
  ended.catch(() => undefined);
  const next = () => answers ? answers.next().then(({ value }) => JSON.parse(value)) : Promise.race([ended, new Promise((resolve) => child.once('message', resolve))]);
  const ask = (pairs) => {
    const answer = next();
    if (isTorch) child.stdin.write(`${JSON.stringify(pairs)}\n`);
    else child.send(pairs);
    return answer;
  };
  return { kind, ready: next(), ask, stop: () => child.kill() };
}

async function startAll(model) {
  const contenders = [];
  for (const kind of kinds) {
    const contender = startContender(kind, path.join(cache, 'models', model));
    await contender.ready;
    contenders.push(contender);
  }
  return contenders;
}

async function compare(contenders, title, pairs, times) {
  const measured = new Map(contenders.map(({ kind }) => [kind, { times: [], megabytes: 0, sums: [] }]));
  for (let round = 0; round <= times; round++) {
    for (const { kind, ask } of contenders) {
      // Threads of the one before spin for a while after their work.
      await setTimeout(500);
      const { milliseconds, megabytes, sums } = await ask(round === 0 ? pairs.slice(-2) : pairs);
      // The first round, on the last two pairs, warms up; none of them is the first of the next, whose prompt would then be known.
      if (round > 0) Object.assign(measured.get(kind), { megabytes, sums, times: [...measured.get(kind).times, milliseconds] });
    }
  }
  const ours = measured.get('ours');
  for (const [kind, { times: all, megabytes, sums }] of measured) {
    const difference = Math.max(...sums.map((sum, index) => Math.abs(sum - ours.sums[index])));
    const ratio = median(all) / median(ours.times);
    const least = Math.min(...all) / Math.min(...ours.times);
    say(`| ${title} | ${kind} | ${seconds(median(all))} (${seconds(Math.min(...all))}) | ${ratio.toFixed(2)} (${least.toFixed(2)}) | ${megabytes.toFixed(0)} | ${difference.toExponential(0)} |`);
  }
  return Math.min(...ours.times);
}

/** Multiplications and additions of ours: the prompt once, of its last layer keys and values alone, the responses after it, only response rows through the head. */
function operations(model, pairs) {
  const config = JSON.parse(readFileSync(path.join(cache, 'models', model, 'config.json'), 'utf8'));
  const { hidden_size: d, intermediate_size: f, num_hidden_layers: layers, num_attention_heads: heads, num_key_value_heads: groups, vocab_size: v } = config;
  const cached = (2 * d * d * groups) / heads;
  const perLayer = 2 * d * d + cached + 3 * d * f;
  return pairs.reduce((sum, { prompt, chosen, rejected }) => {
    const [first, rows] = [prompt.length - 1, chosen.length + rejected.length];
    const attention = (fresh, past) => 2 * d * fresh * (past + fresh);
    const ofPrompt = (layers - 1) * (perLayer * first + attention(first, 0)) + cached * first;
    const ofResponses = layers * (perLayer * rows + attention(chosen.length, first) + attention(rejected.length, first)) + d * v * rows;
    return sum + 2 * (ofPrompt + ofResponses);
  }, 0);
}

async function compareLoading(model) {
  say();
  say(`Loading \`${model}\`, each time in a fresh process, medians of ${rounds}:`);
  say();
  say('| | seconds | peak MB |');
  say('|---|---|---|');
  const measured = new Map(['ours, first load', 'ours, known file', 'ours, known file, low memory', 'plain session'].map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [kind, results] of measured) {
      const contender = startContender(kind, path.join(cache, 'models', model));
      results.push(await contender.ready);
      contender.stop();
    }
  }
  for (const [kind, results] of measured) say(`| ${kind} | ${seconds(median(results.map((one) => one.milliseconds)))} | ${median(results.map((one) => one.megabytes)).toFixed(0)} |`);
}

async function compareScoring(matrixPeak) {
  const { realPairs } = await import(pathToFileURL(path.join(cache, 'realPairs.mjs')).href);
  const real = await realPairs(file, tokenizer, Math.max(realCounts.small, realCounts.large));
  let peak = await matrixPeak(threads);
  // Several for each process: a prompt that was read last is remembered, and the same pair again would cost next to nothing.
  const shapes = [['small-50k', 8], ['smollm2-135m-shape', 4]].filter(([model]) => !flags.has(model === 'small-50k' ? '--large' : '--small'));
  for (const [model, count] of shapes) {
    say();
    say(`### ${model}`);
    say();
    say('| pairs | | seconds, median (minimum) | ours is faster by | peak MB | largest difference, nats |');
    say('|---|---|---|---|---|---|');
    const contenders = await startAll(model);
    const rates = [];
    for (const [prompt, response] of [[128, 64], [384, 64]]) {
      const pairs = madeUp(count, prompt, response);
      peak = Math.max(peak, await matrixPeak(threads));
      const best = await compare(contenders, `${count} of ${prompt} + ${response} tokens`, pairs, rounds);
      rates.push([`${prompt} + ${response}`, operations(model, pairs) / best / 1e6]);
    }
    const some = real.slice(0, model === 'small-50k' ? realCounts.small : realCounts.large);
    // Many different pairs even out by themselves what rounds even out for made-up ones.
    await compare(contenders, `${some.length} real`, some, 1);
    for (const { stop } of contenders) stop();
    // Others may use the machine for a moment: the best of several moments.
    peak = Math.max(peak, await matrixPeak(threads));
    say();
    for (const [title, rate] of rates) say(`- ${title}: ${rate.toFixed(0)} GFLOP/s, ${((100 * rate) / peak).toFixed(0)} % of the ${peak.toFixed(0)} that a matrix product reaches here.`);
    await compareLoading(model);
  }
}

await prepare();
say(`${cpus()[0]?.model.trim()}, ${threads} threads, Node ${process.versions.node}, fp32, ${rounds} rounds in turns.`);
if (flags.has('--flat')) {
  const { flatness } = await import(pathToFileURL(path.join(cache, 'flat.mjs')).href);
  await flatness(root, quick ? 10_000 : 100_000, say);
} else {
  const { matrixPeak } = await import(pathToFileURL(path.join(cache, 'ours.mjs')).href);
  await compareScoring(matrixPeak);
}
writeFileSync(path.join(cache, 'table.md'), `${lines.join('\n')}\n`);
