const sampleSize = 20_000;

/** A quantile from an even sample of the values, which need not be sorted: exact up to 20,000 values, near enough for a picture beyond. */
export function sampledQuantile(values: Float32Array, share: number): number {
  const step = Math.max(1, Math.floor(values.length / sampleSize));
  const sample = Float32Array.from({ length: Math.ceil(values.length / step) }, (_, at) => values[at * step] ?? 0).sort();
  return sample[Math.min(sample.length - 1, Math.floor(sample.length * share))] ?? 0;
}
