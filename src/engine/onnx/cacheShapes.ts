import type { GraphValue, ModelGraph } from './graph';

/** Sizes of a cache that a configuration tells and a graph may leave open. */
export interface CacheSizes {
  /** Elements of one key of one head. */
  readonly width: number | null;
  /** Heads that have keys and values of their own. */
  readonly heads: number | null;
}

/** A size that neither the graph nor the configuration tells. */
class OpenCacheShapeError extends Error {
  override readonly name = 'OpenCacheShapeError';
}

const cacheName = /past|cache/i;
const lengthName = /past|seq|length|total|position|context/i;
const batchName = /batch/i;

/**
 * Names the open dimensions of every cache input [batch, heads, past, width] by what they are, and fills in those that a
 * configuration tells, so that an empty cache can be made. Names by the exporter go before places.
 */
export function withCacheShapes(graph: ModelGraph, sizes: CacheSizes): ModelGraph {
  return { ...graph, inputs: graph.inputs.map((input) => (isOpenCache(input) ? { ...input, dimensions: closed(input, sizes) } : input)) };
}

function isOpenCache(input: GraphValue): boolean {
  return cacheName.test(input.name) && input.dimensions.length >= 4 && input.dimensions.some((size) => typeof size === 'string');
}

function closed(input: GraphValue, sizes: CacheSizes): (number | string)[] {
  // Key and value in one tensor put a dimension of 2 in front.
  const shift = input.dimensions.length - 4;
  return input.dimensions.map((size, index) => {
    if (typeof size === 'number' || batchName.test(size) || lengthName.test(size)) return size;
    if (index === shift) return 'batch';
    if (index === shift + 2) return 'past_sequence_length';
    const known = index === shift + 1 ? sizes.heads : sizes.width;
    if (known !== null) return known;
    throw new OpenCacheShapeError(`neither the file nor a configuration tells the size of its cache "${input.name}"; put the model's config.json or genai_config.json beside it`);
  });
}
