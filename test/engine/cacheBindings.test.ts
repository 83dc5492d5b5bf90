import { describe, expect, it } from 'vitest';

import { bindCaches } from '../../src/engine/onnx/cacheBindings';
import { makeValue } from '../../src/engine/onnx/nodeBuilder';

const values = (...names: string[]) => names.map((name) => makeValue(name, 1, ['batch']));
const bound = (inputs: string[], outputs: string[]) =>
  bindCaches(values(...inputs), values(...outputs)).map(({ past, present }) => [past.name, present.name]);

describe('cache inputs find their outputs', () => {
  it.each([
    ['Optimum and onnxruntime-genai', ['input_ids', 'past_key_values.0.key', 'past_key_values.0.value'], ['logits', 'present.0.value', 'present.0.key']],
    ['key and value in one', ['past_0', 'past_1'], ['present_0', 'present_1']],
    ['key and value by underscore', ['past_key_0', 'past_value_0'], ['present_value_0', 'present_key_0']],
    ['presents by the long name', ['past_key_values.0.key'], ['present_key_values.0.key']],
  ])('%s', (_, inputs, outputs) => {
    const pasts = inputs.filter((name) => name.startsWith('past'));
    const bindings = bound(inputs, outputs);
    expect(bindings.map(([past]) => past)).toEqual(pasts);
    const tail = (name?: string) => name?.replace(/^(past|present)(_key_values)?[._]/, '').replaceAll('_', '.');
    for (const [past, present] of bindings) expect(tail(present)).toBe(tail(past));
  });

  it('none at all where one input has no output of its own', () => {
    expect(bound(['past_0', 'past_1'], ['present_0'])).toEqual([]);
  });

  it('no cache, no bindings', () => {
    expect(bound(['input_ids'], ['logits'])).toEqual([]);
  });
});
