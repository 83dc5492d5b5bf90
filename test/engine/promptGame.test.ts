import { readFileSync } from 'node:fs';
import path from 'node:path';

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Coalition } from '../../src/core/attribution/coalition';
import { GameFailedError } from '../../src/core/attribution/gameFailedError';
import type { CoalitionLogProbabilities, GameRequest, GameTexts, OpenGame, PromptPiece, Removal } from '../../src/core/attribution/promptGame';
import { textUnits } from '../../src/core/attribution/textUnits';
import { RandomSource } from '../../src/core/statistics/randomSource';
import { loadTokenizer } from '../../src/engine/tokenizer/tokenizerFolder';
import type { TextTokenizer } from '../../src/engine/tokenizer/textTokenizer';
import type { WorkerScorer } from '../../src/engine/workerScorer';
import { buildBundles, bundles } from './support/bundles';
import { embedded, evaluateAll, makeScorer, standard } from './support/models';

let scorer: WorkerScorer;
let tokenizer: TextTokenizer;
let plain: { readonly policy: InferenceSession; readonly reference: InferenceSession };

beforeAll(async () => {
  await buildBundles();
  scorer = makeScorer();
  tokenizer = await loadTokenizer(embedded.policy);
  const session = (folder: string) => InferenceSession.create(path.join(folder, 'model.onnx'), { logSeverityLevel: 3 });
  plain = { policy: await session(embedded.policy), reference: await session(embedded.reference) };
});
afterAll(() => scorer.dispose());

async function open(request: GameRequest, host = scorer): Promise<OpenGame> {
  const game = await host.openGame(request);
  if ('code' in game) throw new Error(game.message);
  return game;
}

async function refusal(request: GameRequest, host = scorer) {
  const game = await host.openGame(request);
  return 'code' in game ? game : null;
}

async function evaluate(game: OpenGame, coalitions: readonly Coalition[], signal?: AbortSignal): Promise<CoalitionLogProbabilities[]> {
  const results: CoalitionLogProbabilities[] = [];
  for await (const one of game.evaluate(coalitions, signal)) results.push(one);
  return results;
}

const of = (bits: string): Coalition => Uint8Array.from(bits, Number);
const words = (text: string, message = 0): PromptPiece[] => textUnits(text, 'word').map((unit) => ({ message, ...unit }));
const ids = (text: string) => tokenizer.encode(text, { addSpecialTokens: false }).ids;
const spelled = (...texts: readonly string[]) => texts.flatMap(ids);

/** log π of the last `count` tokens by the file as it is: every logit, softmax in double precision. */
async function plainLogProbabilities(session: InferenceSession, sequence: readonly number[], count: number): Promise<number[]> {
  const long = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const known: Record<string, Tensor> = { input_ids: long(sequence), attention_mask: long(sequence.map(() => 1)), position_ids: long(sequence.map((_, index) => index)) };
  const feeds = session.inputMetadata.map((input): [string, Tensor] => {
    const shape = input.isTensor ? input.shape.map((size, axis) => (typeof size === 'number' ? size : axis === 0 ? 1 : 0)) : [];
    return [input.name, known[input.name] ?? new Tensor('float32', new Float32Array(), shape)];
  });
  const { logits } = await session.run(Object.fromEntries(feeds), ['logits']);
  const values = logits!.data as Float32Array;
  const size = values.length / sequence.length;
  return sequence.slice(-count).map((id, index) => {
    const row = values.subarray((sequence.length - count - 1 + index) * size, (sequence.length - count + index) * size);
    const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
    return row[id]! - most - Math.log(row.reduce((sum, value) => sum + Math.exp(value - most), 0));
  });
}

async function expectPlain(result: CoalitionLogProbabilities | undefined, prompt: readonly number[], completions: readonly (readonly number[])[]): Promise<void> {
  for (const [index, completion] of completions.entries()) {
    for (const model of ['policy', 'reference'] as const) {
      const expected = await plainLogProbabilities(plain[model], [...prompt, ...completion], completion.length);
      const actual = result?.[model]?.[index];
      expect(actual).toHaveLength(completion.length);
      for (const [token, value] of expected.entries()) expect(actual?.[token]).toBeCloseTo(value, 4);
    }
  }
}

const skyPrompt = 'The sky is blue today';
const responses = [' and clear', ' and grey'];
const end = '<|end|>';
const skyCompletions = () => responses.map((text) => spelled(text, end));
const sky = (removal: Removal): GameRequest => ({ texts: { format: 'standard', prompt: skyPrompt, responses }, players: words(skyPrompt), removal });

const chat: GameTexts & { format: 'conversational' } = {
  format: 'conversational',
  prompt: [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Why is it dark?' },
    { role: 'assistant', content: 'It is night.' },
    { role: 'user', content: 'And now?\n' },
  ],
  responses: [[{ role: 'assistant', content: 'Morning has come.' }], [{ role: 'assistant', content: 'No.' }]],
};
const chatCompletions = () => [spelled('Morning has come.', end, '\n'), spelled('No.', end, '\n')];
const rendered = (contents: readonly string[]) => `${chat.prompt.map(({ role }, index) => `<|${role}|>\n${contents[index] ?? ''}<|end|>\n`).join('')}<|assistant|>\n`;

describe('with every unit present', () => {
  it('tokens and probabilities are those of the scored pair', async () => {
    const game = await open(sky({ kind: 'delete' }));
    const [full] = await evaluate(game, [of('11111')]);
    const [outcome] = await evaluateAll(scorer, [standard(skyPrompt, responses[0]!, responses[1]!)], true);
    if (!outcome || 'failure' in outcome) throw new Error('not scored');
    for (const [index, side] of [outcome.evaluation.chosen, outcome.evaluation.rejected].entries()) {
      expect(game.opening.responses[index]?.map(({ id, text }) => ({ id, text }))).toEqual(side.tokens?.map(({ id, text }) => ({ id, text })));
      for (const [token, { logProbability, referenceLogProbability }] of (side.tokens ?? []).entries()) {
        expect(full?.policy[index]?.[token]).toBeCloseTo(logProbability!, 5);
        expect(full?.reference?.[index]?.[token]).toBeCloseTo(referenceLogProbability!, 5);
      }
    }
  });
});

describe('what becomes of absent units', () => {
  it('delete takes their tokens out and encodes nothing anew', async () => {
    const game = await open(sky({ kind: 'delete' }));
    const results = await evaluate(game, [of('11111'), of('10110'), of('00001'), of('00000')]);
    const [the, skyTokens, is, blue, today] = ['The', ' sky', ' is', ' blue', ' today'].map(ids);
    expect(game.opening.playerTokens).toEqual([the, skyTokens, is, blue, today].map((tokens) => tokens!.length));
    await expectPlain(results[0], ids(skyPrompt), skyCompletions());
    await expectPlain(results[1], [...the!, ...is!, ...blue!], skyCompletions());
    await expectPlain(results[2], today!, skyCompletions());
    // Nothing is left: the end token, which goes before every text, stands in for a beginning.
    await expectPlain(results[3], spelled(end), skyCompletions());
  });

  it('delete-text cuts their text and encodes the rest as a user would type it', async () => {
    const results = await evaluate(await open(sky({ kind: 'delete-text' })), [of('01101'), of('10010')]);
    await expectPlain(results[0], ids(' sky is today'), skyCompletions());
    await expectPlain(results[1], ids('The blue'), skyCompletions());
  });

  it('mask puts a token in the place of each of theirs', async () => {
    const named = await evaluate(await open(sky({ kind: 'mask', token: '_' })), [of('10011')]);
    const hidden = spelled(' sky', ' is').flatMap(() => ids('_'));
    await expectPlain(named[0], [...ids('The'), ...hidden, ...spelled(' blue', ' today')], skyCompletions());
    const padded = await evaluate(await open(sky({ kind: 'mask', token: null })), [of('01111')]);
    await expectPlain(padded[0], [0, ...spelled(' sky', ' is', ' blue', ' today')], skyCompletions());
  });

  it('baseline puts another text in their place', async () => {
    const removal: Removal = { kind: 'baseline', texts: ['A', ' sea', ' was', ' red', ''] };
    const results = await evaluate(await open(sky(removal)), [of('11111'), of('00100'), of('10101')]);
    await expectPlain(results[0], ids(skyPrompt), skyCompletions());
    await expectPlain(results[1], ids('A sea is red'), skyCompletions());
    await expectPlain(results[2], ids('The sea is red today'), skyCompletions());
  });

  it('in a conversation the template stays, turn by turn', async () => {
    const players = chat.prompt.map(({ content }, message) => ({ message, start: 0, end: content.length }));
    for (const kind of ['delete', 'delete-text'] as const) {
      const results = await evaluate(await open({ texts: chat, players, removal: { kind } }), [of('1111'), of('0110'), of('0000')]);
      await expectPlain(results[0], ids(rendered(chat.prompt.map(({ content }) => content))), chatCompletions());
      await expectPlain(results[1], ids(rendered(['', 'Why is it dark?', 'It is night.', ''])), chatCompletions());
      await expectPlain(results[2], ids(rendered(['', '', '', ''])), chatCompletions());
    }
  });

  it('a mask that is the token itself changes nothing, to the last bit', async () => {
    const request: GameRequest = { texts: { format: 'standard', prompt: 'a the b', responses: [' c'] }, players: words('a the b'), removal: { kind: 'mask', token: ' the' } };
    const [all, without] = await evaluate(await open(request), [of('111'), of('101')]);
    expect(without).toEqual(all);
  });

  it('units without a token make no difference', async () => {
    const short = makeScorer({ convention: 'trl-0.20', maxLength: 12 });
    try {
      const text = 'one two three four five six seven eight nine ten eleven twelve';
      const game = await open({ texts: { format: 'standard', prompt: text, responses: [' yes'] }, players: words(text), removal: { kind: 'delete-text' } }, short);
      expect(game.opening.playerTokens[0]).toBe(0);
      const full = new Uint8Array(12).fill(1);
      const [all, without] = await evaluate(game, [full, full.with(0, 0)]);
      expect(without).toEqual(all);
    } finally {
      await short.dispose();
    }
  });
});

describe('the bits of a value', () => {
  it('depend on the coalition alone: not on order, on what else is asked, or on a process that died', async () => {
    const text = readFileSync(path.join(bundles.root, 'CONTRIBUTING.md'), 'utf8').slice(0, 420);
    const players = words(text);
    const request: GameRequest = { texts: { ...chat, prompt: [...chat.prompt.slice(0, 3), { role: 'user', content: text }] }, players: players.map((piece) => ({ ...piece, message: 3 })), removal: { kind: 'delete' } };
    const random = new RandomSource(3);
    const coalitions = Array.from({ length: 40 }, () => {
      const share = random.unit();
      return Uint8Array.from(players, () => Number(random.unit() < share));
    });
    const game = await open(request);
    const together = await evaluate(game, coalitions);
    const others = [makeScorer(), makeScorer()] as const;
    try {
      const order = random.order(coalitions.length);
      const shuffled = await evaluate(await open(request, others[0]), order.map((index) => coalitions[index]!));
      for (const [place, index] of order.entries()) expect(shuffled[place]).toEqual(together[index]);
      const alone = await open(request, others[1]);
      for (const index of [0, 7, 39]) expect(await evaluate(alone, [coalitions[index]!])).toEqual([together[index]]);
      process.kill(others[1].processId!, 'SIGKILL');
      expect(await evaluate(alone, coalitions.slice(0, 5))).toEqual(together.slice(0, 5));
    } finally {
      for (const other of others) await other.dispose();
    }
  });

  it('are equal for the chosen and the rejected where these are the same', async () => {
    const [result] = await evaluate(await open({ texts: { format: 'standard', prompt: skyPrompt, responses: [' yes', ' yes'] }, players: words(skyPrompt), removal: { kind: 'delete' } }), [of('10101')]);
    expect(result?.policy[0]).toEqual(result?.policy[1]);
  });
});

describe('a run that is disturbed', () => {
  const long = Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ');
  const request: GameRequest = { texts: { format: 'standard', prompt: long, responses }, players: words(long), removal: { kind: 'delete' } };
  const some = (count: number) => {
    const random = new RandomSource(9);
    return Array.from({ length: count }, () => Uint8Array.from({ length: 120 }, () => random.integer(2)));
  };

  it('keeps what is known when it is stopped, and goes on from there', async () => {
    const game = await open(request);
    const controller = new AbortController();
    const before: CoalitionLogProbabilities[] = [];
    for await (const one of game.evaluate(some(400), controller.signal)) {
      before.push(one);
      if (before.length === 10) controller.abort();
    }
    expect(before).toHaveLength(10);
    expect((await evaluate(game, some(12))).slice(0, 10)).toEqual(before);
  });

  it('lets rows be scored meanwhile', async () => {
    const game = await open(request);
    const order: string[] = [];
    const playing = (async () => {
      for await (const one of game.evaluate(some(400))) order.push(one.policy.length > 0 ? 'coalition' : '');
    })();
    await evaluateAll(scorer, [standard('a', 'b', 'c')]);
    const seen = order.length;
    await playing;
    expect(seen).toBeLessThan(400);
    expect(order).toHaveLength(400);
  });

  it('goes on by itself when the process is killed', async () => {
    const own = makeScorer();
    try {
      const game = await open(request, own);
      const results: CoalitionLogProbabilities[] = [];
      for await (const one of game.evaluate(some(200))) {
        results.push(one);
        if (results.length === 5) process.kill(own.processId!, 'SIGKILL');
      }
      expect(results).toEqual(await evaluate(await open(request), some(200)));
    } finally {
      await own.dispose();
    }
  });

  it('ends with a sentence when the prompt kills the process twice', async () => {
    const own = makeScorer({ workerFile: path.join(bundles.root, 'test/fixtures/workers/faulty.cjs') });
    try {
      const game = await open({ ...request, texts: { format: 'standard', prompt: 'crash', responses: ['a'] }, players: [] }, own);
      const failed = evaluate(game, [new Uint8Array()]);
      await expect(failed).rejects.toSatisfy(GameFailedError.is);
      await expect(failed).rejects.toThrow(/died twice while it worked on this prompt/);
    } finally {
      await own.dispose();
    }
  });
});

describe('a game that cannot be played is refused in one sentence', () => {
  const standardTexts: GameTexts = { format: 'standard', prompt: 'The sky', responses: [' is blue'] };
  const cases: readonly (readonly [string, GameRequest, string, RegExp])[] = [
    ['overlapping units', { texts: standardTexts, players: [{ message: 0, start: 0, end: 4 }, { message: 0, start: 3, end: 7 }], removal: { kind: 'delete' } }, 'not-playable', /overlap.*mark them again/],
    ['units outside the text', { texts: standardTexts, players: [{ message: 0, start: 0, end: 8 }], removal: { kind: 'delete' } }, 'not-playable', /outside/],
    ['a mask of several tokens', { texts: standardTexts, players: 'token', removal: { kind: 'mask', token: 'not one token at all' } }, 'not-playable', /not one token of this tokenizer/],
    ['too few baseline texts', { texts: standardTexts, players: words('The sky'), removal: { kind: 'baseline', texts: ['A'] } }, 'not-playable', /1 baseline texts for 2 units/],
    ['no response', { texts: { ...standardTexts, responses: [] }, players: 'token', removal: { kind: 'delete' } }, 'not-playable', /at least one/],
    ['a prompt that fills the length', { texts: { ...standardTexts, prompt: 'sky '.repeat(2000) }, players: 'token', removal: { kind: 'delete' } }, 'prompt-fills-max-length', /leaves no room/],
  ];
  it.each(cases)('%s', async (_name, request, code, message) => {
    const failure = await refusal(request);
    expect(failure?.code).toBe(code);
    expect(failure?.message).toMatch(message);
    expect(failure?.message).toMatch(/^[^\n]+\.$/);
  });
});
