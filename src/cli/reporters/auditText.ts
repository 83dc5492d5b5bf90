import type { AuditedRate } from '../../core/noise/lintReport';
import type { AuditLine } from '../commands/audit/auditCommand';
import { excerpt } from '../printable';
import { auditedRateWords } from './auditedRateWords';

const shown = 50;
const textWidth = 100;

/** What a random sample says of a file, and the pairs that are open, for people. */
export function auditText(file: string, rate: AuditedRate, lines: readonly AuditLine[]): string {
  const open = lines.filter(({ decision }) => decision === null);
  return [
    `${excerpt(file, 200)}: ${String(rate.sampled)} of ${String(rate.pairs)} pairs drawn at random (seed ${String(rate.seed)})`,
    `Decided: ${counts(rate)}`,
    `Wrong labels: ${rate.rate === null ? 'not known before a pair is decided' : auditedRateWords(rate)}.`,
    ...(rate.more === 0 ? [] : [`About ${String(rate.more)} more pairs would bring the interval to ±5 points.`]),
    ...(open.length === 0 ? [] : ['', `Open (${String(open.length)}):`, ...open.slice(0, shown).map(openLine)]),
    ...(open.length > shown ? [`  … and ${String(open.length - shown)} more; --format jsonl lists all with their texts`] : []),
    '',
  ].join('\n');
}

function counts({ right, wrong, mended, unusable, unsure, open }: AuditedRate): string {
  const named: readonly (readonly [number, string])[] = [[right, 'right'], [wrong, 'wrong'], [mended, 'wrong and swapped since'], [unusable, 'of no use'], [unsure, 'unsure'], [open, 'open']];
  return named.filter(([count], index) => count > 0 || index < 2).map(([count, name]) => `${String(count)} ${name}`).join(', ');
}

function openLine({ row, line, pair, prompt }: AuditLine): string {
  const text = typeof prompt === 'string' ? prompt : prompt.map(({ content }) => content).join(' ');
  return `  ${line > 0 ? `line ${String(line)}` : `row ${String(row)}`}${pair > 0 ? `, pair ${String(pair + 1)}` : ''}: ${excerpt(text, textWidth)}`;
}

