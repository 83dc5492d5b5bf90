import { Tensor } from 'onnxruntime-node';

import { float16ToFloat32 } from './float16';

/** The numbers of an output tensor in single precision. */
export function floatsOf(tensor: Tensor | undefined): Float32Array {
  if (!tensor) throw new Error('the model gave no value for an output that was asked for');
  return tensor.data instanceof Float32Array ? tensor.data : float16ToFloat32(tensor.data as Uint16Array);
}

/** Token ids as an int64 tensor of these dimensions. */
export function idTensor(ids: readonly number[], dimensions: readonly number[]): Tensor {
  const words = new Int32Array(2 * ids.length);
  // Ids are no negative numbers, so the low words are all there is; BigInts would cost more than the copy.
  for (const [index, id] of ids.entries()) words[2 * index] = id;
  return new Tensor('int64', new BigInt64Array(words.buffer), dimensions);
}

/** A condition of an edited graph. */
export function flagTensor(value: boolean): Tensor {
  return new Tensor('bool', [value], []);
}
