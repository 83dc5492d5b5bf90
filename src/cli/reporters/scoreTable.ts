import type { RowResult } from '../../app/scoreRows';
import type { ScoreSummary } from '../../app/scoreSummary';
import { worstFirst } from '../../app/worstFirst';
import { responseText, type PreferencePair } from '../../core/dataset/preferencePair';
import type { ModelSetIdentity } from '../../core/ports';
import { percent, signed } from '../formatFigure';
import { excerpt } from '../printable';
import { textTable, type TableColumn } from '../textTable';

export interface ScoreTableOptions {
  readonly file: string;
  /** Rows shown. */
  readonly worst: number;
  /** Terminal columns. */
  readonly width: number;
}

const columns: readonly TableColumn[] = [
  { title: 'line', align: 'right' },
  { title: 'margin', align: 'right' },
  { title: 'P(chosen)', align: 'right' },
  { title: 'ln-CHES', align: 'right' },
  { title: 'log π chosen', align: 'right' },
  { title: 'log π rejected', align: 'right' },
  { title: 'chosen', align: 'left' },
  { title: 'rejected', align: 'left' },
];
/** Terminal columns that the figures take, with their gaps. */
const figureColumns = 66;

/** What a person wants to see first: the pairs that the models contradict most, then the file as a whole. */
export function scoreTable(results: readonly RowResult[], summary: ScoreSummary, identity: ModelSetIdentity, options: ScoreTableOptions): string {
  const scored = results.filter((result) => result.kind === 'scored').sort((a, b) => worstFirst(a.score, b.score));
  const textWidth = Math.max(16, Math.floor((options.width - figureColumns) / 2) - 2);
  const shown = scored.slice(0, options.worst);
  const rows = shown.map(({ line, score, pair, results }) => [
    results === 1 ? String(line) : `${line}.${pair.pair + 1}`,
    signed(score.rewardMargin),
    percent(score.preferenceProbability),
    signed(score.lengthNormalizedChes),
    signed(score.chosen.logProbability, 1),
    signed(score.rejected.logProbability, 1),
    excerpt(chosenText(pair), textWidth),
    excerpt(rejectedText(pair), textWidth),
  ]);
  return [
    `${excerpt(options.file, 200)}: the ${shown.length} pairs that the models contradict most, worst first`,
    '',
    textTable(columns, rows),
    '',
    ...summaryLines(summary, identity),
    ...unscoredLines(results),
    '',
  ].join('\n');
}

function chosenText(pair: PreferencePair): string {
  return responseText(pair.texts.chosen);
}

function rejectedText(pair: PreferencePair): string {
  return responseText(pair.texts.rejected);
}

function summaryLines(summary: ScoreSummary, identity: ModelSetIdentity): string[] {
  const reference = identity.referenceName === null ? 'no reference model, so no rewards' : `reference ${identity.referenceName} (${identity.referenceHash ?? ''})`;
  return [
    `${summary.scored} pairs of ${summary.rows} rows scored. The models agree with the label on ${percent(summary.accuracy)} of them (margin > 0);`,
    `mean margin ${signed(summary.meanMargin)} nats, mean DPO loss ${summary.meanLoss?.toFixed(3) ?? '–'} (0.693 = no opinion), mean ln-CHES ${signed(summary.meanLengthNormalizedChes)}.`,
    `Models: policy ${identity.policyName} (${identity.policyHash}), ${reference}; convention ${identity.convention}, ${identity.precision}.`,
    'Margin: how much more the policy favours chosen over rejected than the reference does. A low one is a reason to look, not a verdict.',
    'ln-CHES: the higher among pairs, the more training on the pair may lower the probability of its own chosen response.',
  ];
}

const shownProblems = 10;

function unscoredLines(results: readonly RowResult[]): string[] {
  const unscored = results.filter((result) => result.kind === 'unscored');
  if (unscored.length === 0) return [];
  const lines = unscored.slice(0, shownProblems).map(({ line, column, reason }) => `  line ${line}, column ${column}: ${excerpt(reason, 300)}`);
  const rest = unscored.length - lines.length;
  return ['', `${unscored.length} rows or pairs have no figures:`, ...lines, ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}
