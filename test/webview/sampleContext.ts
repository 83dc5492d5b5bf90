import type { PairContextView } from '../../src/shared/pairContext';

/** What the file says of the sample pair: two findings, and three pairs with the same prompt. */
export function sampleContext(change: Partial<PairContextView> = {}): PairContextView {
  return {
    row: 12,
    pair: 0,
    state: 'found',
    problem: null,
    findings: [
      {
        code: 'label-contradicted',
        severity: 'warning',
        title: 'Label contradicted',
        message: 'The rejected response is probably the better one (94 %).',
        explanation: 'Models and probes together give the label a high probability of being wrong.',
        fixes: [
          { fix: 'swap', label: 'Swap chosen and rejected' },
          { fix: 'drop', label: 'Drop the row' },
        ],
      },
      { code: 'hard-to-learn', severity: 'information', title: 'Hard to learn', message: 'The reference ranks the pair the wrong way round by 31 nats.', explanation: 'DPO seldom turns such an order.', fixes: [] },
    ],
    verdict: 'The implicit reward and the probe say that the label is wrong.',
    samePrompt: {
      total: 3,
      position: 1,
      first: 0,
      items: [
        { row: 4, pair: 0, chosen: 'No, the two interpreters are separate.', rejected: 'Yes, just run it as root.', rewardMargin: -0.42, findings: 1 },
        { row: 12, pair: 0, chosen: 'Yes, but you cannot do it in one step.', rejected: 'Yes, you can do it in one step!', rewardMargin: 1.24, findings: 2 },
        { row: 230, pair: 1, chosen: null, rejected: null, rewardMargin: null, findings: 0 },
      ],
    },
    ...change,
  };
}
