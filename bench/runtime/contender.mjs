/** One contender: node contender.mjs KIND MODEL-FOLDER THREADS CACHE. Takes jobs and answers by messages. Ours is as many processes as the engine would take. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [kind, folder, threads, cache] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(file).href);
let lanes = [];
/** Of all processes that compute. */
const megabytes = () => (lanes.length > 0 ? lanes.reduce((sum, lane) => sum + lane.megabytes, 0) : process.resourceUsage().maxRSS / 1024);

async function openTransformersJs() {
  const entry = path.join(cache, 'node_modules/@huggingface/transformers/dist/transformers.node.mjs');
  const { AutoModelForCausalLM, Tensor, env } = await load(entry);
  env.allowRemoteModels = false;
  env.localModelPath = path.dirname(folder) + path.sep;
  const options = { dtype: 'fp32', device: 'cpu', session_options: { intraOpNumThreads: Number(threads) } };
  const model = await AutoModelForCausalLM.from_pretrained(path.basename(folder), options);
  const integers = (values) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  return async (pairs) => {
    const sums = [];
    for (const { prompt, chosen, rejected } of pairs) {
      for (const response of [chosen, rejected]) {
        const ids = [...prompt, ...response];
        const { logits } = await model({ input_ids: integers(ids), attention_mask: integers(ids.map(() => 1)) });
        sums.push(sumOfLogSoftmax(logits.data, logits.dims.at(-1), ids, prompt.length));
        logits.dispose?.();
      }
    }
    return sums;
  };
}

function sumOfLogSoftmax(logits, size, ids, from) {
  let total = 0;
  for (let position = from; position < ids.length; position++) {
    const row = logits.subarray((position - 1) * size, position * size);
    let highest = -Infinity;
    for (let id = 0; id < size; id++) if (row[id] > highest) highest = row[id];
    let sum = 0;
    for (let id = 0; id < size; id++) sum += Math.exp(row[id] - highest);
    total += row[ids[position]] - highest - Math.log(sum);
  }
  return total;
}

/** Pairs go to whichever process has the fewest tokens before it, as the engine deals rows by their length. */
async function openLanes({ lanes: count, threads: each }) {
  lanes = Array.from({ length: count }, () => ({ child: fork(fileURLToPath(import.meta.url), [`${kind}, one process`, folder, String(each), cache]), load: 0, megabytes: 0 }));
  for (const lane of lanes) await answerOf(lane);
  return async (pairs) => (await Promise.all(pairs.map((pair) => scoredBy(lanes.reduce((least, lane) => (lane.load < least.load ? lane : least)), pair)))).flat();
}

function answerOf(lane) {
  return new Promise((resolve) => lane.child.once('message', (answer) => resolve(Object.assign(lane, { megabytes: answer.megabytes }) && answer)));
}

async function scoredBy(lane, pair) {
  const tokens = pair.prompt.length + pair.chosen.length + pair.rejected.length;
  lane.load += tokens;
  const turn = (lane.turn ?? Promise.resolve()).then(() => {
    lane.child.send([pair]);
    return answerOf(lane);
  });
  lane.turn = turn;
  const { sums } = await turn;
  lane.load -= tokens;
  return sums;
}

async function open() {
  if (kind === 'transformers.js') return openTransformersJs();
  const { openOurs, openPlain, lanePlan } = await load(path.join(cache, 'ours.mjs'));
  if (kind === 'plain session') return void (await openPlain(folder, Number(threads)));
  const plan = lanePlan(folder, Number(threads));
  if (!kind.includes('one process') && !kind.includes('load') && !kind.includes('known') && plan.lanes > 1) return openLanes(plan);
  const scoring = await openOurs(folder, Number(threads), kind.includes('low memory'), kind.includes('known') ? path.join(cache, 'abilities') : null);
  const figures = kind.includes('all figures') ? 'all' : kind.includes('sums alone') ? 'sums' : 'row';
  return (pairs) => scoring.score(pairs, figures);
}

const start = performance.now();
const score = await open();
process.send({ milliseconds: performance.now() - start, megabytes: megabytes() });
process.on('message', async (pairs) => {
  const before = performance.now();
  const sums = await score(pairs);
  process.send({ milliseconds: performance.now() - before, megabytes: megabytes(), sums });
});
process.on('disconnect', () => process.exit(0));
