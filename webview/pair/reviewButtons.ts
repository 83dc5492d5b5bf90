import * as l10n from '@vscode/l10n';

import type { ReviewAction, ReviewView } from '../../src/shared/pairPanelProtocol';

export interface ReviewButton {
  readonly action: ReviewAction;
  readonly text: string;
  readonly key: string;
  readonly hint: string;
}

const decisions: readonly ReviewButton[] = [
  { action: 'keep', text: l10n.t('Keep'), key: 'k', hint: l10n.t('The pair is right as it is (k)') },
  { action: 'swap', text: l10n.t('Swap'), key: 's', hint: l10n.t('The rejected response is the better one (s)') },
  { action: 'drop', text: l10n.t('Drop'), key: 'd', hint: l10n.t('The pair is of no use (d)') },
  { action: 'unsure', text: l10n.t('Unsure'), key: 'u', hint: l10n.t('Nobody can tell (u)') },
];
const steps: readonly ReviewButton[] = [
  { action: 'back', text: l10n.t('Back'), key: 'b', hint: l10n.t('The finding before (b)') },
  { action: 'skip', text: l10n.t('Skip'), key: 'n', hint: l10n.t('The next finding, without a decision (n)') },
  { action: 'end', text: l10n.t('Stop'), key: 'Esc', hint: l10n.t('Stop here and go on another time (Escape)') },
];
const apply: ReviewButton = { action: 'apply', text: l10n.t('Apply decisions…'), key: 'a', hint: l10n.t('Swap and drop in the dataset what was decided (a)') };
const close: ReviewButton = { action: 'end', text: l10n.t('Close'), key: 'Esc', hint: l10n.t('Close the review (Escape)') };
const endings: readonly ReviewButton[] = [
  { action: 'export', text: l10n.t('Export dataset…'), key: 'x', hint: l10n.t('Write the dataset anew (x)') },
  { action: 'back', text: l10n.t('Back'), key: 'b', hint: l10n.t('The finding before (b)') },
];
const pairBefore: ReviewButton = { action: 'back', text: l10n.t('Back'), key: 'b', hint: l10n.t('The pair before (b)') };
const evidence: ReviewButton = { action: 'reveal', text: l10n.t('Show evidence'), key: 'e', hint: l10n.t('What models and findings say of this pair; the decision is then noted as one that saw it (e)') };
const sampleSteps: readonly ReviewButton[] = [
  pairBefore,
  { action: 'skip', text: l10n.t('Skip'), key: 'n', hint: l10n.t('The next pair, without a decision (n)') },
  { action: 'end', text: l10n.t('Stop'), key: 'Esc', hint: l10n.t('Stop here and go on another time (Escape)') },
];
const enlarge: ReviewButton = { action: 'enlarge', text: l10n.t('More pairs…'), key: 'm', hint: l10n.t('Enlarge the sample; what was decided stays (m)') };

/** What can be done, in groups that stand together. */
export function reviewButtons(review: ReviewView): readonly (readonly ReviewButton[])[] {
  switch (review.kind) {
    case 'item':
      return [decisions, steps];
    case 'sampled':
      return [decisions, review.isBlind ? [evidence, ...sampleSteps] : sampleSteps];
    case 'sampleDone':
      return [[enlarge, apply], [pairBefore, close]];
    case 'done':
      return [[apply, ...endings.slice(0, 1)], [...endings.slice(1), close]];
  }
}

/** Which key does what. */
export function reviewAction(review: ReviewView, key: string): ReviewAction | undefined {
  const pressed = key === 'Escape' ? 'Esc' : key === 'Backspace' ? 'b' : key.toLowerCase();
  return reviewButtons(review).flat().find((button) => button.key === pressed)?.action;
}
