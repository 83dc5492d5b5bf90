import { describe, expect, it } from 'vitest';

import { AttributionSession, type AttributionSpec, type AttributionView } from '../../../src/app/attribution/attributionSession';
import type { AttributionSnapshot } from '../../../src/app/attribution/attributionSnapshot';
import type { AttributionTarget } from '../../../src/core/attribution/attributionTarget';
import { FakeGameHost } from './support/fakeGameHost';

const pair = { format: 'standard', prompt: 'Which of the two is the better pet, a cat or a dog, and why do you think so?', responses: ['A cat sleeps', 'A dog barks loudly'] } as const;
const byWord: AttributionView = { unit: { kind: 'word' }, removal: { kind: 'delete' }, method: 'auto' };
const rejected: AttributionTarget = { kind: 'response', response: 1 };
const margin: AttributionTarget = { kind: 'margin', beta: 0.1 };

function specOf(changes: Partial<AttributionSpec> = {}): AttributionSpec {
  return { texts: pair, within: null, view: byWord, target: rejected, seed: 7, ...changes };
}

async function last(session: AttributionSession, budget: number, precision = 0, signal?: AbortSignal): Promise<AttributionSnapshot> {
  for await (const snapshot of session.run({ budget, precision, ...(signal && { signal }) })) void snapshot;
  return session.snapshot();
}

const valuesOf = (snapshot: AttributionSnapshot) => snapshot.players?.map(({ value, standardError }) => [value, standardError]);

describe('a session', () => {
  it('shows every target from the same coalitions', async () => {
    const host = new FakeGameHost();
    const session = await AttributionSession.open(host, specOf());
    await last(session, 150);
    const evaluations = host.evaluations;
    expect(evaluations).toBe(150);
    const targets: AttributionTarget[] = [
      { kind: 'response', response: 0 },
      margin,
      { kind: 'likelihoodMargin' },
      { kind: 'logOdds', option: 1 },
      { kind: 'probability', response: 0 },
      { kind: 'token', response: 1, token: 2 },
    ];
    for (const target of targets) {
      session.aim(target);
      const snapshot = session.snapshot();
      expect(snapshot.target).toEqual(target);
      expect(snapshot.players).toHaveLength(19);
      expect(Math.abs(snapshot.residual ?? NaN)).toBeLessThan(1e-9);
      expect(new Set(snapshot.players?.map(({ value }) => value)).size).toBeGreaterThan(10);
    }
    expect(host.evaluations).toBe(evaluations);
  });

  it('gives per-token values that sum to those of the response', async () => {
    const session = await AttributionSession.open(new FakeGameHost(), specOf({ texts: { ...pair, prompt: 'one two three four five six' } }));
    const whole = await last(session, 64);
    expect([whole.exact, whole.method, whole.evaluations]).toEqual([true, 'exact', 64]);
    const tokens = session.opening.responses[1]!.map((_, token) => session.snapshot({ kind: 'token', response: 1, token }));
    for (const [index, player] of whole.players!.entries()) {
      expect(tokens.reduce((sum, token) => sum + token.players![index]!.value, 0)).toBeCloseTo(player.value, 10);
      expect([player.low, player.high]).toEqual([player.value, player.value]);
    }
    const parts = [0, 1].map((response) => session.snapshot({ kind: 'response', response }));
    const both = session.snapshot({ kind: 'likelihoodMargin' });
    for (const [index, player] of both.players!.entries()) expect(player.value).toBeCloseTo(parts[0]!.players![index]!.value - parts[1]!.players![index]!.value, 10);
  });

  it.each(['auto', 'leverage', 'permutation', 'owen'] as const)('stopped anywhere and resumed, gives the bits of an unbroken run: %s', async (method) => {
    const spec = specOf({ view: { ...byWord, method } });
    const unbroken = await last(await AttributionSession.open(new FakeGameHost(), spec), 333, 0.02);
    const stops = [5, 40, 41, 200];
    let abort = new AbortController();
    const host = new FakeGameHost({ onEvaluate: (count) => { if (stops.includes(count)) abort.abort(); } });
    const session = await AttributionSession.open(host, spec);
    for (let round = 0; round <= stops.length; round++) {
      abort = new AbortController();
      const before = host.evaluations;
      await last(session, 333, 0.02, abort.signal);
      expect(host.evaluations).toBeGreaterThan(before);
      session.snapshot(margin);
    }
    const resumed = session.snapshot();
    expect(valuesOf(resumed)).toEqual(valuesOf(unbroken));
    expect([resumed.evaluations, resumed.done]).toEqual([unbroken.evaluations, true]);
    expect(host.evaluations).toBe(unbroken.evaluations);
  });

  it('keeps what is known when it is stopped', async () => {
    const abort = new AbortController();
    const host = new FakeGameHost({ onEvaluate: (count) => { if (count === 90) abort.abort(); } });
    const session = await AttributionSession.open(host, specOf());
    const stopped = await last(session, 4000, 0, abort.signal);
    expect(stopped.evaluations).toBeGreaterThanOrEqual(90);
    expect(stopped.players).not.toBeNull();
    expect(stopped.done).toBe(false);
  });

  it('returns to a view without evaluating it again, and other methods use what is known', async () => {
    const host = new FakeGameHost();
    const session = await AttributionSession.open(host, specOf());
    const words = await last(session, 100);
    await session.show({ ...byWord, unit: { kind: 'sentence' } });
    await last(session, 100);
    const evaluations = host.evaluations;
    await session.show({ ...byWord, method: 'leverage' });
    const leverage = await last(session, 100);
    expect(host.evaluations).toBe(evaluations);
    expect([leverage.method, leverage.evaluations]).toEqual(['leverage', 100]);
    await session.show(byWord);
    expect(session.snapshot()).toEqual(words);
    session.close();
    expect(host.open).toBe(0);
  });

  it('tightens the target that is in view while it runs', async () => {
    const session = await AttributionSession.open(new FakeGameHost(), specOf());
    const targets: string[] = [];
    for await (const snapshot of session.run({ budget: 200, precision: 0 })) {
      targets.push(snapshot.target.kind);
      session.aim(margin);
    }
    expect(targets[0]).toBe('response');
    expect(targets.slice(1).every((kind) => kind === 'margin')).toBe(true);
    expect(targets.length).toBeGreaterThan(3);
  });

  it('ends when the precision is reached, with a forecast before', async () => {
    const session = await AttributionSession.open(new FakeGameHost(), specOf());
    const forecasts: number[] = [];
    for await (const snapshot of session.run({ budget: 5000, precision: 0.03 })) forecasts.push(snapshot.forecast);
    const end = session.snapshot();
    expect(end.done).toBe(true);
    expect(end.evaluations).toBeLessThan(5000);
    expect(forecasts.every((forecast) => forecast <= 5000)).toBe(true);
    expect(forecasts.at(-1)).toBe(end.evaluations);
  });

  it('ends where its memory ends, and says that it is done', async () => {
    const long = 'word '.repeat(8000);
    const session = await AttributionSession.open(new FakeGameHost({ effect: () => 0 }), specOf({ texts: { ...pair, prompt: 'a b c d e f g h i', responses: [long, long] } }));
    const end = await last(session, 5000);
    expect(end.done).toBe(true);
    // 64 MiB of four times 8,001 log-probabilities a coalition.
    expect(end.evaluations).toBe(261);
  });

  it('opens eight games at most at once', async () => {
    const host = new FakeGameHost();
    const session = await AttributionSession.open(host, specOf());
    for (let part = 1; part < 12; part++) await session.show({ ...byWord, unit: { kind: 'parts', parts: [{ message: 0, start: 0, end: part * 5 }] } });
    expect(host.open).toBe(8);
  });
});

describe('the units of a session', () => {
  it('leave out what is not marked, also for tokens', async () => {
    const host = new FakeGameHost();
    const within = [{ message: 0, start: 30, end: 46 }];
    for (const kind of ['token', 'word'] as const) {
      const session = await AttributionSession.open(host, specOf({ within, view: { ...byWord, unit: { kind } } }));
      const snapshot = await last(session, 64);
      expect(snapshot.players!.map(({ text }) => text.trim()).join(' ')).toBe('pet, a cat or a');
      expect(snapshot.exact).toBe(true);
    }
  });

  it('that truncation cut off are worth nothing, for certain, and cost no evaluations', async () => {
    const session = await AttributionSession.open(new FakeGameHost({ keptWords: 4 }), specOf());
    const snapshot = await last(session, 64);
    expect(snapshot.evaluations).toBe(16);
    expect(snapshot.players!.slice(4).every(({ value, standardError, tokens }) => value === 0 && standardError === 0 && tokens === 0)).toBe(true);
  });

  it('of one word have the whole difference', async () => {
    const session = await AttributionSession.open(new FakeGameHost(), specOf({ texts: { ...pair, prompt: ' word ' } }));
    const { players, empty, full } = await last(session, 10);
    expect(players).toMatchObject([{ text: ' word ', value: full! - empty!, standardError: 0 }]);
  });

  it('keep their white space when a baseline text stands for them', async () => {
    const host = new FakeGameHost();
    await AttributionSession.open(host, specOf({ texts: { ...pair, prompt: 'a  big\ncat ' }, view: { ...byWord, removal: { kind: 'baseline', texts: 'X' } } }));
    expect(host.requests.at(-1)!.removal).toEqual({ kind: 'baseline', texts: ['X', '  X', '\nX '] });
    await AttributionSession.open(host, specOf({ texts: { ...pair, prompt: 'a cat' }, view: { ...byWord, unit: { kind: 'token' }, removal: { kind: 'baseline', texts: 'X' } } }));
    expect(host.requests.at(-1)!.players).toHaveLength(2);
    expect(host.open).toBe(2);
  });

  it.each([
    ['an empty prompt', { texts: { ...pair, prompt: ' \n ' } }, /no text that could be taken away/],
    ['a pattern that matches nothing', { view: { ...byWord, unit: { kind: 'pattern', pattern: 'zebra' } } }, /matches nothing/],
    ['a broken pattern', { view: { ...byWord, unit: { kind: 'pattern', pattern: '(' } } }, /no regular expression/],
    ['parts outside the prompt', { view: { ...byWord, unit: { kind: 'parts', parts: [{ message: 0, start: 0, end: 999 }] } } }, /does not lie inside/],
    ['parts that overlap', { view: { ...byWord, unit: { kind: 'parts', parts: [{ message: 0, start: 0, end: 9 }, { message: 0, start: 5, end: 12 }] } } }, /overlap/],
    ['ten thousand words', { texts: { ...pair, prompt: 'some words. '.repeat(5000) } }, /10000 units, more than the 2048/],
    ['exact values of many units', { view: { ...byWord, method: 'exact' } }, /at most 16 units, not 19/],
    ['too few baseline texts', { view: { ...byWord, removal: { kind: 'baseline', texts: ['a'] } } }, /19 units and 1 baseline texts/],
    ['a response that is not there', { target: { kind: 'response', response: 4 } }, /needs 5 responses, and there are 2/],
    ['a token that is not there', { target: { kind: 'token', response: 0, token: 44 } }, /none with the number 44/],
  ] as const)('%s are refused in one sentence', async (_name, changes, message) => {
    const host = new FakeGameHost();
    await expect(AttributionSession.open(host, specOf(changes as Partial<AttributionSpec>))).rejects.toThrow(message);
    expect(host.open).toBe(0);
  });

  it('a margin without a reference, and what the engine refuses, are said', async () => {
    await expect(AttributionSession.open(new FakeGameHost({ hasReference: false }), specOf({ target: margin }))).rejects.toThrow(/needs a reference model/);
    const failure = { code: 'no-chat-template', message: 'The tokenizer has no chat template.' } as const;
    await expect(AttributionSession.open(new FakeGameHost({ failure }), specOf())).rejects.toThrow(failure.message);
  });
});

describe('interactions', () => {
  const coupled = { effect: (word: string) => (word === 'not' ? 1 : 0) };

  it('are exact for few units and name them by their places', async () => {
    const session = await AttributionSession.open(new FakeGameHost(), specOf({ texts: { ...pair, prompt: 'one two three four five' } }));
    expect(session.interactions()).toEqual([]);
    await last(session, 32);
    const found = session.interactions();
    expect(found).toHaveLength(10);
    expect(found.every(({ standardError }) => standardError === 0)).toBe(true);
    expect(Math.abs(found[0]!.value)).toBeGreaterThanOrEqual(Math.abs(found[9]!.value));
  });

  it('of sampled games come with errors', async () => {
    const session = await AttributionSession.open(new FakeGameHost(coupled), specOf({ texts: { ...pair, prompt: `${'word '.repeat(18)}not not` } }));
    await last(session, 200);
    const [strongest] = session.interactions();
    expect([strongest!.first, strongest!.second]).toEqual([18, 19]);
    expect(strongest!.standardError).toBeGreaterThan(0);
  });
});
