import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ches, lengthNormalizedChes } from '../../../src/core/scoring/ches';
import type { EncodedSequence } from '../../../src/engine/conventions/encodedPair';
import { chesShares, stateProducts, sumStates } from '../../../src/engine/measure/stateSums';

type Vector = readonly number[];

/** A response whose states are `prompt` (the last prompt token's) and one a real token, then perhaps an end token's. */
function response(prompt: Vector, states: readonly Vector[], endState?: Vector) {
  const all = [prompt, ...states, ...(endState ? [endState] : [])];
  const completion = all.length - 1;
  const sequence: EncodedSequence = {
    ids: all.map((_, index) => index),
    promptLength: 1,
    prompt: { text: '', starts: Int32Array.of(-1), ends: Int32Array.of(-1), special: Uint8Array.of(0) },
    truncated: false,
    realEnd: 1 + states.length,
    boundaryMoved: false,
    tokens: Array.from({ length: completion }, () => ({ start: null, end: null, special: false })),
  };
  return { sequence, counted: sumStates(sequence, { values: Float32Array.from(all.flat()), size: prompt.length, firstPosition: 0 }) };
}

function products(prompt: Vector, chosen: readonly Vector[], rejected: readonly Vector[]) {
  // With an end token, as trainers feed it; without one an empty response would have no token at all.
  return stateProducts(response(prompt, chosen, prompt).counted, response(prompt, rejected, prompt).counted);
}

const h = [1, 0];
const chosen = [[0, 1], [1, 1]];
const rejected = [[0, 2], [-1, 1], [2, 2]];

describe('the worked example', () => {
  it('gives CHES 6, normalised 0.277778 and last-hidden product 4', () => {
    const states = products(h, chosen, rejected);
    expect(ches(states)).toBe(6);
    expect(lengthNormalizedChes(states)).toBeCloseTo(0.277778, 6);
    expect(states.lastChosenRejected).toBe(4);
    expect([states.chosenStateCount, states.rejectedStateCount]).toEqual([3, 4]);
  });

  it('gives −15 and −0.645833 with the sides swapped', () => {
    const states = products(h, rejected, chosen);
    expect(ches(states)).toBe(-15);
    expect(lengthNormalizedChes(states)).toBeCloseTo(-0.645833, 6);
  });

  it('never counts the state of the end token itself', () => {
    const states = stateProducts(response(h, chosen, [9, 9]).counted, response(h, rejected, [-7, 3]).counted);
    expect(ches(states)).toBe(6);
  });
});

const coordinate = fc.integer({ min: -8, max: 8 });
const vector = fc.tuple(coordinate, coordinate, coordinate).map((values): Vector => values);
const states = fc.array(vector, { minLength: 0, maxLength: 6 });

describe('identities', () => {
  it('identical responses have CHES 0', () => {
    fc.assert(
      fc.property(vector, states, (prompt, one) => {
        expect(ches(products(prompt, one, one))).toBe(0);
        expect(lengthNormalizedChes(products(prompt, one, one))).toBe(0);
      }),
    );
  });

  it('both orders sum to −‖S_a − S_b‖², so both can never be positive', () => {
    fc.assert(
      fc.property(vector, states, states, (prompt, a, b) => {
        const sum = (list: readonly Vector[]) => [0, 1, 2].map((axis) => [prompt, ...list].reduce((total, state) => total + state[axis]!, 0));
        const distance = sum(a).reduce((total, value, axis) => total + (value - sum(b)[axis]!) ** 2, 0);
        expect(ches(products(prompt, a, b)) + ches(products(prompt, b, a))).toBeCloseTo(-distance, 9);
      }),
    );
  });

  it('scales with the square of the states, and ignores a rotation', () => {
    fc.assert(
      fc.property(vector, states, states, (prompt, a, b) => {
        const value = ches(products(prompt, a, b));
        const scale = (v: Vector) => v.map((x) => 3 * x);
        const rotate = ([x, y, z]: Vector): Vector => [y!, z!, x!];
        expect(ches(products(scale(prompt), a.map(scale), b.map(scale)))).toBeCloseTo(9 * value, 6);
        expect(ches(products(rotate(prompt), a.map(rotate), b.map(rotate)))).toBeCloseTo(value, 9);
      }),
    );
  });

  it('equal lengths T: CHES = T² · normalised CHES', () => {
    const states = products(h, chosen, chosen.map(([x, y]) => [y!, -x!]));
    expect(ches(states)).toBeCloseTo(9 * lengthNormalizedChes(states), 9);
  });

  it('all states equal: CHES = T⁺(T⁻ − T⁺)‖h‖², normalised 0', () => {
    const states = products([2, 1], [[2, 1]], [[2, 1], [2, 1], [2, 1]]);
    expect(ches(states)).toBe(2 * (4 - 2) * 5);
    expect(lengthNormalizedChes(states)).toBeCloseTo(0, 12);
  });

  it('shares of the tokens of both responses sum to CHES, with or without an end token', () => {
    fc.assert(
      fc.property(vector, states, states, fc.option(vector), (prompt, a, b, end) => {
        const [c, r] = [response(prompt, [...a, [1, 2, 3]], end ?? undefined), response(prompt, [...b, [0, 1, 0]], end ?? undefined)];
        const shares = [...chesShares(c.sequence, c.counted, c.counted.sum, -1), ...chesShares(r.sequence, r.counted, c.counted.sum, 1)];
        const sum = shares.reduce<number>((total, share) => total + (share ?? 0), 0);
        expect(sum).toBeCloseTo(ches(stateProducts(c.counted, r.counted)), 6);
      }),
    );
  });
});
