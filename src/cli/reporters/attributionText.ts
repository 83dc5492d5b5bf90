import type { AttributionRecord } from '../../core/attribution/attributionRecord';
import { displayWidth } from '../displayWidth';
import { signed } from '../formatFigure';
import { excerpt } from '../printable';
import { noiseSentence } from './noiseSentence';
import { sensitivityLines } from './sensitivityText';

export interface AttributionTextOptions {
  /** Units shown. */
  readonly top: number;
  /** Terminal columns. */
  readonly width: number;
  readonly options: readonly string[] | null;
}

type Value = AttributionRecord['values'][number];

const [textColumns, figureColumns] = [28, 24];
const mostInteractions = 10;

/** Bars of the units in the order of the prompt, the strongest where there are many, and what they mean in plain words. */
export function attributionText(record: AttributionRecord, options: AttributionTextOptions): string {
  return [
    ...headLines(record, options),
    '',
    ...barLines(record.values, options),
    '',
    ...interactionLines(record),
    noiseSentence(record.tokenNoise),
    ...sensitivityLines(record.sensitivity, options.options),
    '',
  ].join('\n');
}

function headLines(record: AttributionRecord, { options }: AttributionTextOptions): string[] {
  const { empty, full, row, pair, file } = record;
  const place = file === null ? '' : ` of row ${String(row)}${pair === 0 ? '' : `, pair ${String(pair)}`} of ${excerpt(file, 80)}`;
  const how = record.exact ? 'exact' : `${record.method}, seed ${String(record.seed)}`;
  return [
    `${whatIsAttributed(record, options)}${place}, by ${record.unit} (${record.removal}; ${String(record.evaluations)} evaluations, ${how})`,
    `without the ${record.unit === 'pattern' || record.unit === 'parts' ? 'parts' : 'prompt’s text'} ${figure(record, empty)}, with it ${figure(record, full)}; the bars add up to the difference.`,
  ];
}

function whatIsAttributed({ target, response, beta }: AttributionRecord, options: readonly string[] | null): string {
  const name = excerpt(options?.[response ?? 0] ?? '', 40);
  switch (target) {
    case 'chosen':
    case 'rejected':
      return `log π(${target}) in nats`;
    case 'margin':
      return `Reward margin at β ${String(beta)} in nats`;
    case 'likelihood-margin':
      return 'log π(chosen) − log π(rejected) in nats';
    case 'log-odds':
      return `Log-odds of “${name}” against the other options in nats`;
    case 'probability':
      return 'Probability of the response’s first token';
    case 'token':
      return 'log π of one response token in nats';
    case 'response':
      return 'log π(response) in nats';
  }
}

function figure({ target }: AttributionRecord, value: number | null): string {
  return signed(value, target === 'probability' || target === 'margin' ? 4 : 2);
}

function barLines(values: readonly Value[], { top, width }: AttributionTextOptions): string[] {
  if (values.length === 0) return ['Too little is known yet; give it more evaluations with --budget.'];
  const strongest = new Set([...values].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, top));
  const shown = values.filter((value) => strongest.has(value));
  const largest = Math.max(...shown.map(({ value }) => Math.abs(value)), Number.MIN_VALUE);
  const decimals = largest < 0.1 ? 4 : largest < 10 ? 2 : 1;
  const half = Math.max(6, Math.floor((width - textColumns - figureColumns) / 2));
  const left = values.length - shown.length;
  return [...shown.map((value) => barLine(value, { largest, decimals, half })), ...(left > 0 ? [`  … and ${String(left)} weaker ones (--top ${String(values.length)} shows all)`] : [])];
}

function barLine({ text, value, standardError, low, high, tokens }: Value, { largest, decimals, half }: { readonly largest: number; readonly decimals: number; readonly half: number }): string {
  const label = excerpt(text, textColumns);
  const length = Math.round((Math.abs(value) / largest) * half);
  const bar = value < 0 ? `${' '.repeat(half - length)}${'▒'.repeat(length)}│` : `${' '.repeat(half)}│${'█'.repeat(length)}`;
  const interval = tokens === 0 ? '(cut off)' : standardError === 0 ? '' : `±${((high - low) / 2).toFixed(decimals)}`;
  const figures = `${signed(value, decimals).padStart(9)} ${interval.padEnd(10)}`;
  return `${' '.repeat(Math.max(0, textColumns - displayWidth(label)))}${label} ${figures} ${bar}`.trimEnd();
}

function interactionLines({ interactions, values }: AttributionRecord): string[] {
  if (interactions === null) return [];
  if (interactions.length === 0) return ['No interactions: too few evaluations, fewer than two units, or more than 64.', ''];
  const lines = interactions.slice(0, mostInteractions).map(({ first, second, value, standardError }) => {
    const error = standardError === 0 ? '' : ` ±${(1.96 * standardError).toFixed(3)}`;
    return `${signed(value, 3).padStart(10)}${error}  ${excerpt(values[first]?.text ?? '', 24)} × ${excerpt(values[second]?.text ?? '', 24)}`;
  });
  return ['Strongest interactions, what two do together beyond what each does alone:', ...lines, ''];
}
