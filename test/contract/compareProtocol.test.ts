import { describe, expect, it } from 'vitest';

import { compareProtocolVersion as version, fromCompareSchema, toCompareSchema } from '../../src/shared/compareProtocol';
import { sampleCompare } from '../webview/sampleCompare';

describe('messages of the comparison', () => {
  it('bring a whole comparison', () => {
    const message = { version, type: 'show', view: sampleCompare({ count: 40, matching: 'content' }) };
    expect(toCompareSchema.safeParse(message).error).toBeUndefined();
  });

  it('are refused with columns of different lengths, plain lists, or of another version', () => {
    const view = sampleCompare({ count: 40 });
    const show = (pairs: object, of = version) => toCompareSchema.safeParse({ version: of, type: 'show', view: { ...view, pairs } }).success;
    expect(show({ ...view.pairs, first: new Float32Array(39) })).toBe(false);
    expect(show({ ...view.pairs, first: [...view.pairs.first] })).toBe(false);
    expect(show(view.pairs, version + 1 as typeof version)).toBe(false);
    expect(show(view.pairs)).toBe(true);
  });

  it('ask for a row by its place alone', () => {
    const asked = (message: object) => fromCompareSchema.safeParse({ version, ...message }).success;
    expect(asked({ type: 'goTo', place: 3, side: 'second' })).toBe(true);
    expect(asked({ type: 'goTo', place: -1, side: 'first' })).toBe(false);
    expect(asked({ type: 'goTo', place: 3, side: 'third' })).toBe(false);
    expect(asked({ type: 'goTo', place: 3, side: 'first', path: '/etc/passwd' })).toBe(false);
  });
});
