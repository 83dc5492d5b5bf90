import type { ReviewView } from '../../src/shared/pairPanelProtocol';

type ItemView = Extract<ReviewView, { kind: 'item' }>;

/** A finding in the middle of a review. */
export function sampleReview(part: Partial<ItemView> = {}): ItemView {
  return {
    kind: 'item',
    position: 11,
    total: 50,
    settled: 11,
    severity: 'error',
    title: 'Contradictory pair',
    message: 'The same two responses to the same prompt are preferred the other way round in line 83.',
    explanation: 'At most one of them can be right, and their gradients work against each other.',
    verdict: 'The implicit reward and the probe say that the label is wrong; the text features are unsure.',
    others: ['Duplicate pair'],
    decision: null,
    ...part,
  };
}
