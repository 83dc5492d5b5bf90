import { Tensor } from 'onnxruntime-node';

import { ElementType } from '../onnx/fieldNumbers';
import type { GraphValue } from '../onnx/graph';

/** Makes the tensor of one graph input for a sequence of token ids, batch of one. */
export type InputMaker = (ids: readonly number[]) => Tensor;

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
      return (ids) => integers(input, ids, [1, ids.length]);
    case 'attention_mask':
      return (ids) => integers(input, ids.map(() => 1), [1, ids.length]);
    case 'position_ids':
      return (ids) => integers(input, ids.map((_, position) => position), [1, ids.length]);
    case 'token_type_ids':
      return (ids) => integers(input, ids.map(() => 0), [1, ids.length]);
    case 'num_logits_to_keep':
    case 'logits_to_keep':
      // 0 keeps every position, by the convention of transformers.
      return () => integers(input, [0], input.dimensions.length === 0 ? [] : [1]);
    case 'use_cache_branch':
      return () => new Tensor('bool', [false], [1]);
    default:
      return pastName.test(input.name) ? () => emptyPast(input) : undefined;
  }
}

function integers(input: GraphValue, values: readonly number[], dimensions: readonly number[]): Tensor {
  return input.elementType === ElementType.Int32
    ? new Tensor('int32', Int32Array.from(values), dimensions)
    : new Tensor('int64', BigInt64Array.from(values, BigInt), dimensions);
}

/** A cache of no tokens: the batch is one, every other symbolic dimension (the past length) is zero. */
function emptyPast(input: GraphValue): Tensor {
  const dimensions = input.dimensions.map((dimension) => {
    if (typeof dimension === 'number') return dimension;
    return /batch/i.test(dimension) ? 1 : 0;
  });
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  return input.elementType === ElementType.Float16
    ? new Tensor('float16', new Uint16Array(size), dimensions)
    : new Tensor('float32', new Float32Array(size), dimensions);
}
