import { Tensor } from 'onnxruntime-node';

import { ElementType } from '../onnx/fieldNumbers';
import type { GraphValue } from '../onnx/graph';

/** What one run of a decoder reads: new tokens, and the cache of those before them. */
export interface DecoderRun {
  readonly ids: readonly number[];
  /** Tokens in the cache. */
  readonly past: number;
  /** Cache tensors by the name of the input that takes them; empty where nothing is cached. */
  readonly caches: Readonly<Record<string, Tensor>>;
}

export const noCaches: Readonly<Record<string, Tensor>> = {};

/** Makes the tensor of one graph input, batch of one. */
export type InputMaker = (run: DecoderRun) => Tensor;

/** How to feed a decoder: one maker for each input, or the names that nobody knows how to feed. */
export type InputPlan = { readonly makers: ReadonlyMap<string, InputMaker> } | { readonly unknown: readonly string[] };

const pastName = /past|cache/i;

/** Plans the inputs of a decoder export by the names that Optimum, transformers.js and onnxruntime-genai use. */
export function planInputs(inputs: readonly GraphValue[]): InputPlan {
  const planned = inputs.map((input): [string, InputMaker | undefined] => [input.name, makerOf(input)]);
  const unknown = planned.filter(([, maker]) => !maker).map(([name]) => name);
  if (unknown.length > 0) return { unknown };
  return { makers: new Map(planned.filter((entry): entry is [string, InputMaker] => entry[1] !== undefined)) };
}

function makerOf(input: GraphValue): InputMaker | undefined {
  switch (input.name) {
    case 'input_ids':
      return ({ ids }) => integers(input, ids.length, (index) => ids[index] ?? 0);
    case 'attention_mask':
      return ({ ids, past }) => integers(input, past + ids.length, () => 1);
    case 'position_ids':
      return ({ ids, past }) => integers(input, ids.length, (index) => past + index);
    case 'token_type_ids':
      return ({ ids }) => integers(input, ids.length, () => 0);
    case 'num_logits_to_keep':
    case 'logits_to_keep':
      // 0 keeps every position, by the convention of transformers.
      return () => integers(input, 1, () => 0, input.dimensions.length === 0 ? [] : [1]);
    case 'use_cache_branch':
      return ({ past }) => new Tensor('bool', [past > 0], [1]);
    default:
      return pastName.test(input.name) ? ({ caches }) => caches[input.name] ?? emptyPast(input) : undefined;
  }
}

function integers(input: GraphValue, count: number, valueAt: (index: number) => number, dimensions: readonly number[] = [1, count]): Tensor {
  if (input.elementType === ElementType.Int32) return new Tensor('int32', Int32Array.from({ length: count }, (_, index) => valueAt(index)), dimensions);
  const words = new Int32Array(2 * count);
  // Ids and positions are no negative numbers, so the low words are all there is; BigInts would cost more than the copy.
  for (let index = 0; index < count; index++) words[2 * index] = valueAt(index);
  return new Tensor('int64', new BigInt64Array(words.buffer), dimensions);
}

/** A cache of no tokens: the batch is one, every other symbolic dimension (the past length) is zero. */
function emptyPast(input: GraphValue): Tensor {
  const batch = input.dimensions.findIndex((dimension) => typeof dimension === 'string');
  const dimensions = input.dimensions.map((dimension, axis) => {
    if (typeof dimension === 'number') return dimension;
    return axis === batch ? 1 : 0;
  });
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  return input.elementType === ElementType.Float16
    ? new Tensor('float16', new Uint16Array(size), dimensions)
    : new Tensor('float32', new Float32Array(size), dimensions);
}
