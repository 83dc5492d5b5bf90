import { createSession, type SessionSettings } from '../model/createSession';
import { floatsOf } from '../model/tensorValues';
import type { ModelSkeleton } from '../onnx/skeleton';
import { plainDecoder } from '../onnx/surgery';
import { probeFeeds } from './probeFeeds';

/** What a file itself says of a sequence. */
export interface OwnFigures {
  /** In nats, of token k + 1 at index k. */
  readonly logProbabilities: readonly number[];
  /** Positions that its logits have: all, or the last alone. */
  readonly positions: number;
}

/** Log-probabilities from the logits of the file as it is, without an edit of ours. */
export async function ownLogProbabilities(skeleton: ModelSkeleton, ids: readonly number[], settings: SessionSettings): Promise<OwnFigures> {
  const { graph, logits } = plainDecoder(skeleton.graph);
  const session = await createSession(graph, skeleton.weightFolder, settings);
  const rowsFor = async (read: readonly number[]) => {
    const outputs = await session.run(probeFeeds(skeleton.graph.inputs, session.inputNames, { rows: [{ ids: read }], past: 0, caches: {} }));
    return rowsOf(floatsOf(outputs[logits]), outputs[logits]?.dims.at(-1) ?? 1);
  };
  try {
    const rows = await rowsFor(ids);
    const positions = rows.length;
    if (positions === ids.length) return { positions, logProbabilities: ids.slice(1).map((id, index) => logSoftmaxAt(rows[index], id)) };
    // Logits of the last position only: one run for each beginning.
    const last: number[] = [];
    for (const [index, id] of ids.slice(1).entries()) last.push(logSoftmaxAt((await rowsFor(ids.slice(0, index + 1))).at(-1), id));
    return { positions, logProbabilities: last };
  } finally {
    await session.release();
  }
}

function rowsOf(values: Float32Array, size: number): Float32Array[] {
  return Array.from({ length: Math.floor(values.length / size) }, (_, row) => values.subarray(row * size, (row + 1) * size));
}

/** In float64, about the largest logit. */
function logSoftmaxAt(logits: Float32Array | undefined, id: number): number {
  if (!logits) return NaN;
  const largest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = logits.reduce((total, value) => total + Math.exp(value - largest), 0);
  return (logits[id] ?? NaN) - largest - Math.log(sum);
}
