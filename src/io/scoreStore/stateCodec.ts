/** First byte of a payload; another one for another layout. */
const kind = 3;

/** Names layout and making of the vectors (docs/probe.md); another one when either changes, so that old vectors are not mixed with new ones. */
export const stateLayout = 'mean of response states, difference, 256 signs, f32';

/** The vector, four bytes an axis; none for null. */
export function encodeStateDifference(difference: Float32Array | null): Buffer {
  const values = difference ?? new Float32Array();
  const payload = Buffer.alloc(1 + values.length * 4);
  payload[0] = kind;
  values.forEach((value, axis) => payload.writeFloatLE(value, 1 + axis * 4));
  return payload;
}

/** Undefined where the payload is of another layout. */
export function decodeStateDifference(payload: Buffer): Float32Array | null | undefined {
  const axes = (payload.length - 1) / 4;
  if (payload[0] !== kind || !Number.isInteger(axes)) return undefined;
  if (axes === 0) return null;
  const values = new Float32Array(axes);
  for (let axis = 0; axis < axes; axis++) values[axis] = payload.readFloatLE(1 + axis * 4);
  return values;
}
