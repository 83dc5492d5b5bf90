import type { AttributionBatch } from '../../../shared/attributionProtocol';
import { cell } from '../report/reportMarkdown';

/** The words as a table. */
export function batchMarkdown({ file, rowsChosen, done, words, wordsOmitted, tokenNoise }: AttributionBatch): string {
  const interval = (low: number | null, high: number | null): string => (low === null || high === null ? '' : `${low.toPrecision(2)} … ${high.toPrecision(2)}`);
  const noise = tokenNoise === null ? [] : [`Token noise: ${(100 * tokenNoise.share).toFixed(0)} % (${(100 * tokenNoise.low).toFixed(0)} % … ${(100 * tokenNoise.high).toFixed(0)} %)`, ''];
  return [
    `**Attribution by word** of ${cell(file)}, ${cell(rowsChosen)}, ${String(done)} done`,
    '',
    ...noise,
    '| word | times | rows | mean size | 95 % interval | mean effect | 95 % interval |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...words.map(({ word, count, rows, size, effect }) => `| ${cell(word)} | ${String(count)} | ${String(rows)} | ${size.mean.toPrecision(3)} | ${interval(size.low, size.high)} | ${effect.mean.toPrecision(3)} | ${interval(effect.low, effect.high)} |`),
    ...(wordsOmitted === 0 ? [] : ['', `${String(wordsOmitted)} weaker words are left out.`]),
    '',
  ].join('\n');
}
