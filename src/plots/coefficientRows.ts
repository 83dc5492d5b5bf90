import { axisX, axisY, dot, ruleX, ruleY } from '@observablehq/plot';

import type { PreferenceCoefficient } from '../core/noise/lintReport';
import { drawPicture } from './drawPicture';
import { signedText } from './numberTexts';
import type { Picture } from './picture';
import { english, ticksOf, type PictureLanguage } from './pictureLanguage';
import { pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';
import { shortened } from './shortened';

const mostRows = 15;
const labelLength = 26;

/** What the file prefers between responses of equal length, the strongest first, with intervals. Filled: the sign is certain; hollow: the interval holds zero. */
export function coefficientRows(preferences: readonly PreferenceCoefficient[], options: PictureOptions): Picture {
  const { l10n = english } = options;
  const shown = strongest(preferences);
  const height = 22 * shown.length + 60;
  return drawPicture(
    {
      title: l10n.t('What the file prefers'),
      description: description(shown, preferences.length, l10n),
      height,
      axes: { marginLeft: 160, marginBottom: 36, marginTop: 8, x: { label: null, inset: 10 }, y: { label: null, domain: shown.map(({ feature }) => feature) } },
      marks: (register) => [
        ruleX([0], { stroke: pictureColors.muted }),
        ruleY(shown, { y: 'feature', x1: 'low', x2: 'high', stroke: { value: hue, scale: null }, strokeWidth: 2, className: 'intervals' }),
        dot(shown, { y: 'feature', x: 'estimate', r: 4, stroke: { value: hue, scale: null }, fill: { value: (datum: PreferenceCoefficient) => (isCertain(datum) ? hue(datum) : pictureColors.background), scale: null }, strokeWidth: 1.5, className: 'marks', render: register((index) => markOf(shown[index], l10n)) }),
        axisX({ label: l10n.t('log-odds for one standard deviation'), ...ticksOf(l10n), tickSize: 4, labelArrow: 'none', labelAnchor: 'center', ticks: 5 }),
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

function markOf(one: PreferenceCoefficient | undefined, l10n: PictureLanguage): { conditions: readonly never[]; count: null; text: string } {
  if (one === undefined) throw new RangeError('A drawn coefficient has no datum.');
  const values = [one.feature, signedText(one.estimate, l10n), signedText(one.low, l10n), signedText(one.high, l10n)] as const;
  return { conditions: [], count: null, text: isCertain(one) ? l10n.t('{0}: {1} ({2} to {3})', ...values) : l10n.t('{0}: {1} ({2} to {3}), the sign is not certain', ...values) };
}

function description(shown: readonly PreferenceCoefficient[], all: number, l10n: PictureLanguage): string {
  const certain = shown.filter(isCertain);
  const left = all > shown.length ? ` ${l10n.t('The {0} strongest of {1} features are shown.', String(shown.length), String(all))}` : '';
  if (certain.length === 0) return l10n.t('None of {0} features of the texts can be told from chance.', String(all)) + left;
  const [first] = certain;
  const values = [first?.feature ?? '', ...[first?.estimate, first?.low, first?.high].map((value) => signedText(value ?? 0, l10n))];
  const sentence = (first?.estimate ?? 0) > 0 ? l10n.t('The strongest preference is for {0}: {1} (95 % interval {2} to {3}).', ...values) : l10n.t('The strongest preference is against {0}: {1} (95 % interval {2} to {3}).', ...values);
  return sentence + left;
}
