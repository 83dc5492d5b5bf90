import { Tensor } from 'onnxruntime-node';

import { ElementType } from '../onnx/fieldNumbers';
import type { GraphValue } from '../onnx/graph';

/** One row of a probing run. Rows of a run are equally long. */
export interface ProbeRow {
  readonly ids: readonly number[];
  /** 1 for tokens to attend to, those of the cache first; all of them by default. */
  readonly mask?: readonly number[];
  /** One for each id; counted on from the cache by default. */
  readonly positions?: readonly number[];
}

export interface ProbeRun {
  readonly rows: readonly ProbeRow[];
  /** Tokens in the cache of every row. */
  readonly past: number;
  readonly caches: Readonly<Record<string, Tensor>>;
}

/** Values for the inputs of a session, for several rows at once. */
export function probeFeeds(inputs: readonly GraphValue[], names: readonly string[], run: ProbeRun): Record<string, Tensor> {
  const byName = new Map(inputs.map((input) => [input.name, input]));
  return Object.fromEntries(names.flatMap((name) => {
    const input = byName.get(name);
    const value = input && valueOf(input, run);
    return value ? [[name, value]] : [];
  }));
}

function valueOf(input: GraphValue, run: ProbeRun): Tensor | undefined {
  switch (input.name) {
    case 'input_ids':
      return integers(input, run.rows.map(({ ids }) => ids));
    case 'attention_mask':
      return integers(input, run.rows.map(({ ids, mask }) => mask ?? Array.from({ length: run.past + ids.length }, () => 1)));
    case 'position_ids':
      return integers(input, run.rows.map(({ ids, positions }) => positions ?? ids.map((_, index) => run.past + index)));
    case 'token_type_ids':
      return integers(input, run.rows.map(({ ids }) => ids.map(() => 0)));
    case 'num_logits_to_keep':
    case 'logits_to_keep':
      // 0 keeps every position, by the convention of transformers.
      return integers(input, [[0]], input.dimensions.length === 0 ? [] : [1]);
    case 'use_cache_branch':
      return new Tensor('bool', [run.past > 0], [1]);
    default:
      return /past|cache/i.test(input.name) ? (run.caches[input.name] ?? emptyCache(input, run.rows.length)) : undefined;
  }
}

function integers(input: GraphValue, rows: readonly (readonly number[])[], dimensions: readonly number[] = [rows.length, rows[0]?.length ?? 0]): Tensor {
  const values = rows.flat();
  return input.elementType === ElementType.Int32
    ? new Tensor('int32', Int32Array.from(values), dimensions)
    : new Tensor('int64', BigInt64Array.from(values, BigInt), dimensions);
}

/** No tokens cached: of the open dimensions the first is the batch, the others are lengths. */
function emptyCache(input: GraphValue, batch: number): Tensor {
  const first = input.dimensions.findIndex((size) => typeof size === 'string');
  const dimensions = input.dimensions.map((size, axis) => (typeof size === 'number' ? size : axis === first ? batch : 0));
  const count = dimensions.reduce((product, size) => product * size, 1);
  return input.elementType === ElementType.Float16
    ? new Tensor('float16', new Uint16Array(count), dimensions)
    : new Tensor('float32', new Float32Array(count), dimensions);
}
