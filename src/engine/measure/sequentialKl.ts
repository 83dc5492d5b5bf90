import type { SequenceMeasures } from '../model/sequenceMeasures';
import type { VocabularyGraphs } from './vocabularyGraphs';

/**
 * KL(π(·|x, y<t) ‖ π_ref(·|x, y<t)) in nats at each scored token: what sequential KL sums (Zeng et al., Token-level Direct
 * Preference Optimization, arXiv 2404.11999). Null where a model gives no rows, or the vocabularies have different sizes.
 */
export async function klDivergences(graphs: VocabularyGraphs, policy: SequenceMeasures, reference: SequenceMeasures): Promise<Float64Array | null> {
  const [ours, theirs] = [policy.vocabulary, reference.vocabulary];
  if (!ours || !theirs) return null;
  const divergences = new Float64Array(ours.count);
  // One model in both places: no divergence, whatever rounding says.
  if (policy === reference) return divergences;
  for (let chunk = 0; chunk < ours.chunkCount; chunk++) {
    const rows = ours.rowsOf(chunk);
    const [p, q] = [await ours.chunk(chunk), await theirs.rows(chunk * ours.chunkRows, rows)];
    if (p.length !== q.length) return null;
    const values = await graphs.divergences({ values: p, rows }, { values: q, rows });
    // A divergence is never negative; rounding may make one of two equal distributions so.
    values.forEach((value, row) => (divergences[chunk * ours.chunkRows + row] = Math.max(value, 0)));
  }
  return divergences;
}
