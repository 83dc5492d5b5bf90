import { Tensor } from 'onnxruntime-node';

/** The cache of one sequence for `count` sequences that go on from it, each cache copied along its axis of sequences. */
export function repeatCache(cache: Tensor, axis: number, count: number): Tensor {
  const inner = cache.dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const dimensions = cache.dims.map((size, index) => (index === axis ? count : size));
  const { data } = cache;
  if (data instanceof Float32Array) return new Tensor('float32', repeated(data, new Float32Array(data.length * count), inner, count), dimensions);
  if (data instanceof Uint16Array) return new Tensor('float16', repeated(data, new Uint16Array(data.length * count), inner, count), dimensions);
  throw new Error(`a cache of type ${cache.type} cannot be shared`);
}

function repeated<T extends Float32Array | Uint16Array>(values: T, into: T, inner: number, count: number): T {
  for (let start = 0; start < values.length; start += inner) {
    for (let copy = 0; copy < count; copy++) into.set(values.subarray(start, start + inner), start * count + copy * inner);
  }
  return into;
}
