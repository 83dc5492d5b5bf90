import type { GraphValue } from './graph';

/** A cache input and the output that gives its next value: what the model remembers of the tokens it has read. */
export interface CacheBinding {
  readonly past: GraphValue;
  readonly present: GraphValue;
}

const pastPrefix = /^(?:past_key_values|past_kv|past|cache)[._]?(?=.)/i;
const presentPrefix = /^(?:present_key_values|present_kv|present)[._]?(?=.)/i;

/**
 * Pairs the cache inputs of a decoder with its outputs by name: `past_key_values.3.key` and `present.3.key` (Optimum,
 * transformers.js, onnxruntime-genai), `past_3` and `present_3` (key and value in one), `past_key_3` and `present_key_3`.
 * Empty where an input has no output of its own, since a cache is then of no use.
 */
export function bindCaches(inputs: readonly GraphValue[], outputs: readonly GraphValue[]): readonly CacheBinding[] {
  const presents = new Map(outputs.filter((output) => presentPrefix.test(output.name)).map((output) => [slotOf(output, presentPrefix), output]));
  const pasts = inputs.filter((input) => pastPrefix.test(input.name));
  const bindings = pasts.flatMap((past) => {
    const present = presents.get(slotOf(past, pastPrefix));
    return present ? [{ past, present }] : [];
  });
  const oneEach = new Set(bindings.map((binding) => binding.present)).size === pasts.length;
  return oneEach ? bindings : [];
}

/** What is left of the name: layer, and key or value. */
function slotOf(value: GraphValue, prefix: RegExp): string {
  return value.name.replace(prefix, '').replaceAll('_', '.').toLowerCase();
}
