import * as l10n from '@vscode/l10n';

import type { AuditedRate } from '../../src/core/noise/lintReport';
import { whole } from './numbers';
import { percentInterval } from './percents';

/** What people found of pairs drawn at random, in one sentence. */
export function auditedSentence({ rate, right, wrong, mended, sampled }: AuditedRate): string {
  if (rate === null) return l10n.t('None of the {0} pairs drawn at random is decided yet.', whole(sampled));
  return l10n.t('By {0} reviewed pairs drawn at random: {1} of the labels are wrong.', whole(right + wrong + mended), percentInterval(rate));
}

/** What else is to be known of it, a sentence each. */
export function auditedRest({ open, unusable, unsure, mended, sawEvidence, more }: AuditedRate): readonly string[] {
  return [
    ...(open > 0 ? [l10n.t('{0} more are open.', whole(open))] : []),
    ...(unusable + unsure > 0 ? [l10n.t('Of {0} nobody could tell; they do not count.', whole(unusable + unsure))] : []),
    ...(mended > 0 ? [l10n.t('{0} that were wrong were swapped since.', whole(mended))] : []),
    ...(sawEvidence > 0 ? [l10n.t('{0} were decided after the evidence was shown.', whole(sawEvidence))] : []),
    ...(open === 0 && more > 0 ? [l10n.t('About {0} more pairs would tell it to ±5 points.', whole(more))] : []),
  ];
}
