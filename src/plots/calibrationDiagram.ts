import { axisX, axisY, dot, gridY, line, link, ruleX } from '@observablehq/plot';

import type { CalibrationFigures } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { pairsText, percentInterval, percentText } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
import { english, type PictureLanguage } from './pictureLanguage';
import { pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';

type CalibrationBin = CalibrationFigures['bins'][number];

/** A reliability diagram: on the diagonal, the models are as often right as they are sure. Larger dots hold more pairs. */
export function calibrationDiagram(figures: CalibrationFigures, options: PictureOptions): Picture {
  const { bins } = figures;
  const { l10n = english } = options;
  const percents = (share: number): string => percentText(share, l10n);
  return drawPicture(
    {
      title: l10n.t('Calibration'),
      description: description(figures, l10n),
      height: 260,
      axes: { marginLeft: 48, marginBottom: 36, x: { label: null, domain: [0, 1] }, y: { label: null, domain: [0, 1] }, r: { range: [2.5, 7] } },
      marks: (register) => [
        gridY({ stroke: pictureColors.hairline, strokeOpacity: 1, ticks: 4 }),
        link([0], { x1: () => 0, y1: () => 0, x2: () => 1, y2: () => 1, stroke: pictureColors.muted, strokeDasharray: '4,3' }),
        line(bins, { x: 'predicted', y: observed, stroke: pictureColors.magnitude }),
        ruleX(bins, { x: 'predicted', y1: ({ observed: { low } }: CalibrationBin) => low, y2: ({ observed: { high } }: CalibrationBin) => high, stroke: pictureColors.ink, className: 'intervals' }),
        dot(bins, { sort: null, x: 'predicted', y: observed, r: 'pairs', fill: pictureColors.magnitude, stroke: pictureColors.background, className: 'marks', render: register((index) => markOf(bins, index, l10n)) }),
        axisX({ label: l10n.t('predicted: σ(margin)'), tickSize: 4, labelArrow: 'none', labelAnchor: 'center', tickFormat: percents, ticks: 5 }),
        axisY({ label: l10n.t('label right'), tickSize: 0, labelArrow: 'none', tickFormat: percents, ticks: 5 }),
      ],
    },
    options,
  );
}

function observed({ observed: { estimate } }: CalibrationBin): number {
  return estimate;
}

/** Each dot stands for the pairs whose prediction lies nearer to it than to its neighbours; as margins, since predictions are σ(margin). */
function markOf(bins: readonly CalibrationBin[], index: number, l10n: PictureLanguage): { conditions: readonly MarkCondition[]; count: number; text: string } {
  const bin = bins[index];
  if (bin === undefined) throw new RangeError('A drawn dot has no datum.');
  const between = (neighbour: CalibrationBin | undefined): number | null => (neighbour === undefined ? null : logit((bin.predicted + neighbour.predicted) / 2));
  return {
    conditions: [{ kind: 'range', column: 'rewardMargin', from: between(bins[index - 1]), below: between(bins[index + 1]) }],
    count: bin.pairs,
    text: l10n.t('Predicted {0}: right in {1} of {2}', percentText(bin.predicted, l10n), percentInterval(bin.observed, l10n), pairsText(bin.pairs, l10n)),
  };
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}

function description({ label, expectedCalibrationError: error }: CalibrationFigures, l10n: PictureLanguage): string {
  return l10n.t('How often the {0} agrees, against how sure the models are. They are off by {1} on average.', label, percentInterval(error, l10n));
}
