import type { AttributionSetRecord } from '../../core/attribution/attributionRecord';
import type { MeanInterval } from '../../core/attribution/attributionSet';
import { percent, signed } from '../formatFigure';
import { excerpt } from '../printable';
import { textTable } from '../textTable';
import { noiseSentence } from './noiseSentence';

const mostProblems = 10;

/** The mean over the set, the same given each template, and what could not be attributed. */
export function attributionSetText(record: AttributionSetRecord): string {
  const { templates, optionBias, unattributed } = record;
  const rows = templates.map(({ name, prompts, tokenNoise, value }) => [
    excerpt(name, 40),
    String(prompts),
    tokenNoise ? `${percent(tokenNoise.share)} (${percent(tokenNoise.low)} to ${percent(tokenNoise.high)})` : '–',
    interval(value),
  ]);
  return [
    `${excerpt(record.file, 200)}: ${String(record.prompts)} prompts by ${record.unit} (${record.removal}), log-odds of the first option`,
    '',
    textTable([{ title: 'template', align: 'left' }, { title: 'prompts', align: 'right' }, { title: 'token noise', align: 'left' }, { title: 'log-odds', align: 'left' }], rows),
    '',
    record.tokenNoise ? noiseSentence(record.tokenNoise) : 'There are fewer than two prompts with token noise, so there is no mean of it.',
    ...(optionBias ? ['Bias, the mean probability over all orders less an even share, with 95 % intervals:', `  by label: ${optionBias.labels.map(interval).join(', ')}`, `  by position: ${optionBias.positions.map(interval).join(', ')}`] : []),
    ...unattributed.slice(0, mostProblems).map(({ row, reason }) => `  row ${String(row)}: ${excerpt(reason, 200)}`),
    ...(unattributed.length > mostProblems ? [`  … and ${String(unattributed.length - mostProblems)} more`] : []),
    '',
  ].join('\n');
}

function interval(mean: MeanInterval | null): string {
  return mean ? `${signed(mean.mean, 3)} (${signed(mean.low, 3)} to ${signed(mean.high, 3)})` : '–';
}
