import * as l10n from '@vscode/l10n';

import type { UnitFigures } from './unitFigures';

/** What the colour of a token can stand for, in the order of the number keys. */
export const colorings = ['reward', 'logProbability', 'ches', 'diff', 'kl', 'displacement', 'entropy'] as const;
export type Coloring = (typeof colorings)[number];

/** Everything a figure of tokens needs to be shown as colours, as a line and in words. */
export interface ColoredFigure {
  readonly label: string;
  /** The question that the colours answer. */
  readonly question: string;
  /** One plain sentence: what the number is. */
  readonly explanation: string;
  readonly value: (figures: UnitFigures) => number | null;
  /** Signed figures diverge from zero; of a magnitude only the size is shown. */
  readonly kind: 'signed' | 'magnitude';
  /** Whether values above zero are the unwelcome ones. Their colour is the same everywhere. */
  readonly isWorseAbove: boolean;
  /** What stands at the two ends of the scale: below zero or at zero, and far above. */
  readonly ends: readonly [string, string];
  /** Why no token may have it. */
  readonly missing: string;
}

export const coloredFigures: Readonly<Record<Exclude<Coloring, 'diff'>, ColoredFigure>> = {
  reward: {
    label: l10n.t('Implicit reward'),
    question: l10n.t('Where does the policy differ from its reference?'),
    explanation: l10n.t('Beta times the log of how much likelier the policy finds this token here than the reference does: the part of the reward that the token earns.'),
    value: ({ reward }) => reward,
    kind: 'signed',
    isWorseAbove: false,
    ends: [l10n.t('less likely'), l10n.t('more likely than in the reference')],
    missing: l10n.t('No colours: rewards need a reference model.'),
  },
  logProbability: {
    label: l10n.t('Log-probability'),
    question: l10n.t('Which tokens surprise the policy?'),
    explanation: l10n.t('How likely the policy finds this token after what stands before it, in nats: 0 is certain, −7 is one in a thousand.'),
    value: ({ logProbability }) => logProbability,
    kind: 'magnitude',
    isWorseAbove: false,
    ends: [l10n.t('certain'), l10n.t('surprising')],
    missing: l10n.t('No colours: no token was scored.'),
  },
  kl: {
    label: l10n.t('Sequential KL'),
    question: l10n.t('Where do policy and reference expect different words?'),
    explanation: l10n.t('How far the policy’s whole distribution over the next token is from the reference’s at this place, in nats; the response’s sequential KL is their sum.'),
    value: ({ kl }) => kl,
    kind: 'magnitude',
    isWorseAbove: false,
    ends: [l10n.t('alike'), l10n.t('far apart')],
    missing: l10n.t('No colours: this needs a reference model and hidden states.'),
  },
  ches: {
    label: l10n.t('CHES share'),
    question: l10n.t('Which tokens raise the risk that training lowers the chosen response?'),
    explanation: l10n.t('What this token adds to the pair’s CHES: above 0 it makes the two responses look more alike to the model.'),
    value: ({ chesShare }) => chesShare,
    kind: 'signed',
    isWorseAbove: true,
    ends: [l10n.t('lowers the risk of displacement'), l10n.t('raises it')],
    missing: l10n.t('No colours: the policy’s file gives no hidden states.'),
  },
  displacement: {
    label: l10n.t('Displacement share'),
    question: l10n.t('Which tokens make one training step raise or lower the chosen response?'),
    explanation: l10n.t('What training on this token does to the log-probability of the chosen response, to first order; the shares of both responses sum to the pair’s displacement.'),
    value: ({ displacementShare }) => displacementShare,
    kind: 'signed',
    isWorseAbove: false,
    ends: [l10n.t('lowers the chosen response'), l10n.t('raises it')],
    missing: l10n.t('No colours: the policy’s file gives no hidden states.'),
  },
  entropy: {
    label: l10n.t('Entropy'),
    question: l10n.t('Where is the policy unsure how to go on?'),
    explanation: l10n.t('How unsure the policy is of the next token at this place, in nats: 0 is certain, whatever token then came.'),
    value: ({ entropy }) => entropy,
    kind: 'magnitude',
    isWorseAbove: false,
    ends: [l10n.t('certain'), l10n.t('unsure')],
    missing: l10n.t('No colours: no token was scored.'),
  },
};

const wordDiff = { label: l10n.t('Word diff'), question: l10n.t('Which words differ between the two responses?') };

export function coloringText(coloring: Coloring): { readonly label: string; readonly question: string } {
  return coloring === 'diff' ? wordDiff : coloredFigures[coloring];
}

/** The figure that lines and cards show: without colours of its own the word diff goes with rewards. */
export function figureOf(coloring: Coloring): ColoredFigure {
  return coloredFigures[coloring === 'diff' ? 'reward' : coloring];
}
