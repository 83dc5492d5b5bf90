import type { ReviewLog } from './reviewLog';
import { reviewKey, sampleCode } from './reviewRecord';
import type { SampledPair } from './randomSample';

/** What a reviewer's decision says of the label that a sampled pair has now. `mended`: it was wrong when it was drawn, and was swapped since. */
export type SampleOutcome = 'right' | 'wrong' | 'mended' | 'unusable' | 'unsure';

/**
 * Null where nobody has decided about the pair as part of a sample. A decision says which response is the better one, so it holds for the pair as it was seen
 * and, the other way round, for the pair with its responses swapped.
 *
 * @param since `order` of the log from which on a swap counts as mended: those before the sample was drawn are what the file was then
 */
export function sampleOutcome(log: ReviewLog, { hash, swapped, occurrence }: Pick<SampledPair, 'hash' | 'swapped' | 'occurrence'>, since: number): SampleOutcome | null {
  const asIs = log.said(reviewKey({ hash, code: sampleCode, occurrence }));
  const turned = hash === swapped ? undefined : log.said(reviewKey({ hash: swapped, code: sampleCode, occurrence }));
  const latest = (asIs?.order ?? -1) >= (turned?.order ?? -1) ? asIs : turned;
  if (latest === undefined) return null;
  const { decision } = latest.record;
  if (decision === 'drop') return 'unusable';
  if (decision === 'unsure') return 'unsure';
  if ((latest === asIs) === (decision === 'swap')) return 'wrong';
  return turned !== undefined && turned.record.decision === 'swap' && turned.order >= since ? 'mended' : 'right';
}
