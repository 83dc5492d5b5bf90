import { axisX, axisY, barX, tickX } from '@observablehq/plot';

import { evidenceNames, type FilePage, type Interval } from '../core/noise/lintReport';
import { drawPicture } from './drawPicture';
import { evidenceTexts } from './evidenceTexts';
import { percentText, rateText } from './numberTexts';
import type { Picture } from './picture';
import { english, type PictureLanguage } from './pictureLanguage';
import { pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';

interface Gauge {
  readonly name: string;
  readonly rate: Interval;
}

/** Share of labels that are wrong: the tick is the estimate, the bar its 95 % interval; all evidence together first, then each source alone. */
export function noiseGauge(page: Pick<FilePage, 'noiseRate' | 'noiseRateBySource' | 'noiseRateReason'>, options: PictureOptions): Picture {
  const { l10n = english } = options;
  const rows = gauges(page, l10n);
  const highest = Math.max(0.5, ...rows.map(({ rate }) => rate.high));
  return drawPicture(
    {
      title: l10n.t('Wrong labels'),
      description: page.noiseRate === null ? page.noiseRateReason : l10n.t('An estimated {0} of the labels are wrong. Lines are estimates, bars their 95 % intervals.', rateText(page.noiseRate, l10n)),
      height: 26 * Math.max(1, rows.length) + 50,
      axes: { marginLeft: 150, marginBottom: 36, marginTop: 8, x: { label: null, domain: [0, highest] }, y: { label: null, domain: rows.map(({ name }) => name), padding: 0.35 } },
      marks: (register) => [
        barX(rows, { y: 'name', x1: () => 0, x2: () => highest, fill: pictureColors.hairline }),
        barX(rows, { y: 'name', x1: ({ rate }: Gauge) => rate.low, x2: ({ rate }: Gauge) => rate.high, fill: pictureColors.magnitude, className: 'marks', render: register((index) => markOf(rows[index], l10n)) }),
        tickX(rows, { y: 'name', x: ({ rate }: Gauge) => rate.estimate, stroke: pictureColors.ink, strokeWidth: 2.5, className: 'estimates' }),
        axisX({ label: l10n.t('share of labels that are wrong'), tickSize: 4, labelArrow: 'none', labelAnchor: 'center', tickFormat: (share: number) => percentText(share, l10n), ticks: 5 }),
        axisY({ label: null, tickSize: 0 }),
      ],
    },
    options,
  );
}

function gauges({ noiseRate, noiseRateBySource }: Pick<FilePage, 'noiseRate' | 'noiseRateBySource'>, l10n: PictureLanguage): readonly Gauge[] {
  const all = noiseRate === null ? [] : [{ name: l10n.t('All evidence'), rate: noiseRate }];
  return [...all, ...evidenceNames.flatMap((source): Gauge[] => {
    const rate = noiseRateBySource[source];
    return rate === undefined ? [] : [{ name: l10n.t(evidenceTexts[source]), rate }];
  })];
}

function markOf(gauge: Gauge | undefined, l10n: PictureLanguage): { conditions: readonly never[]; count: null; text: string } {
  if (gauge === undefined) throw new RangeError('A drawn gauge has no datum.');
  return { conditions: [], count: null, text: l10n.t('{0}: {1} of the labels are wrong', gauge.name, rateText(gauge.rate, l10n)) };
}
