import { axisX, axisY, dot, ruleX, ruleY } from '@observablehq/plot';

import type { PreferenceCoefficient } from '../core/noise/lintReport';
import { drawPicture } from './drawPicture';
import { signedText } from './numberTexts';
import type { Picture } from './picture';
import { pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';
import { shortened } from './shortened';

const mostRows = 15;
const labelLength = 26;

/** What the file prefers between responses of equal length, the strongest first, with intervals. Filled: the sign is certain; hollow: the interval holds zero. */
export function coefficientRows(preferences: readonly PreferenceCoefficient[], options: PictureOptions): Picture {
  const shown = strongest(preferences);
  const height = 22 * shown.length + 60;
  return drawPicture(
    {
      title: 'What the file prefers',
      description: description(shown, preferences.length),
      height,
      axes: { marginLeft: 160, marginBottom: 36, marginTop: 8, x: { label: null, inset: 10 }, y: { label: null, domain: shown.map(({ feature }) => feature) } },
      marks: (register) => [
        ruleX([0], { stroke: pictureColors.muted }),
        ruleY(shown, { y: 'feature', x1: 'low', x2: 'high', stroke: { value: hue, scale: null }, strokeWidth: 2, className: 'intervals' }),
        dot(shown, { y: 'feature', x: 'estimate', r: 4, stroke: { value: hue, scale: null }, fill: { value: (datum: PreferenceCoefficient) => (isCertain(datum) ? hue(datum) : pictureColors.background), scale: null }, strokeWidth: 1.5, className: 'marks', render: register((index) => markOf(shown[index])) }),
        axisX({ label: 'log-odds for one standard deviation', tickSize: 4, labelArrow: 'none', labelAnchor: 'center', ticks: 5 }),
        axisY({ label: null, tickSize: 0, tickFormat: (feature: string) => shortened(feature, labelLength) }),
      ],
    },
    options,
  );
}

/** The largest certain effects, then the largest others. */
function strongest(preferences: readonly PreferenceCoefficient[]): readonly PreferenceCoefficient[] {
  const size = (one: PreferenceCoefficient): number => Math.abs(one.estimate) + (isCertain(one) ? 1e6 : 0);
  return [...preferences].sort((first, second) => size(second) - size(first)).slice(0, mostRows);
}

function isCertain({ low, high }: PreferenceCoefficient): boolean {
  return low > 0 || high < 0;
}

function hue({ estimate }: PreferenceCoefficient): string {
  return estimate < 0 ? pictureColors.minus : pictureColors.plus;
}

function markOf(one: PreferenceCoefficient | undefined): { conditions: readonly never[]; count: null; text: string } {
  if (one === undefined) throw new RangeError('A drawn coefficient has no datum.');
  const certainty = isCertain(one) ? '' : ', the sign is not certain';
  return { conditions: [], count: null, text: `${one.feature}: ${signedText(one.estimate)} (${signedText(one.low)} to ${signedText(one.high)})${certainty}` };
}

function description(shown: readonly PreferenceCoefficient[], all: number): string {
  const certain = shown.filter(isCertain);
  const left = all > shown.length ? ` The ${String(shown.length)} strongest of ${String(all)} features are shown.` : '';
  if (certain.length === 0) return `None of ${String(all)} features of the texts can be told from chance.${left}`;
  const [first] = certain;
  return `The strongest preference is ${(first?.estimate ?? 0) > 0 ? 'for' : 'against'} ${first?.feature ?? ''}: ${signedText(first?.estimate ?? 0)} (95 % interval ${signedText(first?.low ?? 0)} to ${signedText(first?.high ?? 0)}).${left}`;
}
