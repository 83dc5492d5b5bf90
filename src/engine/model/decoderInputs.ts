import { Tensor } from 'onnxruntime-node';

import { ElementType } from '../onnx/fieldNumbers';
import type { GraphValue } from '../onnx/graph';
import { edited } from '../onnx/headGraph';
import { flagTensor, idTensor } from './tensorValues';

/** What one run of a decoder reads: new tokens, and the cache of those before them. */
export interface DecoderRun {
  /** One sequence, or several that are padded on the right to the longest. */
  readonly sequences: readonly (readonly number[])[];
  /** Tokens in the cache, the same of every sequence. */
  readonly past: number;
  /** Cache tensors by the name of the input that takes them; empty where nothing is cached. */
  readonly caches: Readonly<Record<string, Tensor>>;
}

export const noCaches: Readonly<Record<string, Tensor>> = {};

/** The condition of an edited body (optionalStates.ts), where it has one. */
export function wantsStates(inputNames: readonly string[], wanted: boolean): Readonly<Record<string, Tensor>> {
  return inputNames.includes(edited.wantsStates) ? { [edited.wantsStates]: flagTensor(wanted) } : {};
}

/** What a graph that ends in log-probabilities reads beside its rows: the tokens that came, [...rows, 1]. */
export function targetFeeds(ids: readonly number[], rows: readonly number[], entropies: boolean): Readonly<Record<string, Tensor>> {
  return { [edited.targets]: idTensor(ids, [...rows, 1]), [edited.wantsEntropies]: flagTensor(entropies) };
}

/** Tokens of the longest sequence. */
export function runLength({ sequences }: DecoderRun): number {
  return Math.max(...sequences.map((ids) => ids.length));
}

/** Makes the tensor of one graph input, [sequences, tokens] where it goes by token. */
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
      return (run) => table(input, run, runLength(run), (ids, column) => ids[column] ?? 0);
    case 'attention_mask':
      return (run) => table(input, run, run.past + runLength(run), (ids, column) => (column < run.past + ids.length ? 1 : 0));
    case 'position_ids':
      return (run) => table(input, run, runLength(run), (_, column) => run.past + column);
    case 'token_type_ids':
      return (run) => table(input, run, runLength(run), () => 0);
    case 'num_logits_to_keep':
    case 'logits_to_keep':
      // 0 keeps every position, by the convention of transformers.
      return () => integers(input, [0], input.dimensions.length === 0 ? [] : [1]);
    case 'use_cache_branch':
      return ({ past }) => new Tensor('bool', [past > 0], [1]);
    default:
      return pastName.test(input.name) ? ({ caches, sequences }) => caches[input.name] ?? emptyPast(input, sequences.length) : undefined;
  }
}

function table(input: GraphValue, { sequences }: DecoderRun, width: number, valueAt: (ids: readonly number[], column: number) => number): Tensor {
  const values = sequences.flatMap((ids) => Array.from({ length: width }, (_, column) => valueAt(ids, column)));
  return integers(input, values, [sequences.length, width]);
}

function integers(input: GraphValue, values: readonly number[], dimensions: readonly number[]): Tensor {
  return input.elementType === ElementType.Int32 ? new Tensor('int32', Int32Array.from(values), dimensions) : idTensor(values, dimensions);
}

/** The axis of a cache that goes by sequence: the first whose size the file leaves open. */
export function batchAxis(input: GraphValue): number {
  return input.dimensions.findIndex((dimension) => typeof dimension === 'string');
}

/** A cache of no tokens: of every sequence one, every other symbolic dimension (the past length) is zero. */
function emptyPast(input: GraphValue, count: number): Tensor {
  const batch = batchAxis(input);
  const dimensions = input.dimensions.map((dimension, axis) => {
    if (typeof dimension === 'number') return dimension;
    return axis === batch ? count : 0;
  });
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  return input.elementType === ElementType.Float16
    ? new Tensor('float16', new Uint16Array(size), dimensions)
    : new Tensor('float32', new Float32Array(size), dimensions);
}
