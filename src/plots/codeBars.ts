import { axisY, barX, text } from '@observablehq/plot';

import type { FindingSeverity } from '../core/noise/findingCodes';
import type { CodeCount } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { countText, findingsText } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
import { english, type PictureLanguage } from './pictureLanguage';
import { magnitudeColor, pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';
import { shortened } from './shortened';

const labelLength = 30;
const mostCodes = 20;

/** Severities by sign and by strength, so that neither needs the other. */
const severitySigns: Readonly<Record<FindingSeverity, { readonly sign: string; readonly color: string }>> = {
  error: { sign: '✕', color: magnitudeColor(6) },
  warning: { sign: '▲', color: magnitudeColor(5) },
  information: { sign: '○', color: magnitudeColor(3) },
};

/** Findings by code, the most frequent first; ✕ is an error, ▲ a warning, ○ for information. */
export function codeBars(codes: readonly CodeCount[], options: PictureOptions): Picture {
  const { l10n = english } = options;
  const shown = codes.slice(0, mostCodes);
  const byCode = new Map(shown.map((one) => [one.code, one]));
  return drawPicture(
    {
      title: l10n.t('Findings by code'),
      description: description(codes, shown.length, l10n),
      height: 22 * Math.max(1, shown.length) + 16,
      axes: { marginLeft: 200, marginRight: 56, marginTop: 4, marginBottom: 12, x: { axis: null, domain: [0, Math.max(1, ...shown.map(({ count }) => count))] }, y: { label: null, domain: shown.map(({ code }) => code), padding: 0.25 } },
      marks: (register) => [
        barX(shown, { y: 'code', x: 'count', fill: { value: ({ severity }: CodeCount) => severitySigns[severity].color, scale: null }, className: 'marks', render: register((index) => markOf(shown[index], l10n)) }),
        text(shown, { y: 'code', x: 'count', text: ({ count }: CodeCount) => countText(count, l10n), textAnchor: 'start', dx: 4, fill: pictureColors.ink }),
        axisY({ label: null, tickSize: 0, tickFormat: (code: string) => labelOf(byCode.get(code), l10n) }),
      ],
    },
    options,
  );
}

function labelOf(one: CodeCount | undefined, l10n: PictureLanguage): string {
  return one === undefined ? '' : `${shortened(l10n.t(one.title), labelLength)} ${severitySigns[one.severity].sign}`;
}

function markOf(one: CodeCount | undefined, l10n: PictureLanguage): { conditions: readonly MarkCondition[]; count: number; text: string } {
  if (one === undefined) throw new RangeError('A drawn bar has no datum.');
  return { conditions: [{ kind: 'code', code: one.code }], count: one.count, text: l10n.t('{0} ({1}): {2}', l10n.t(one.title), severityText(one.severity, l10n), findingsText(one.count, l10n)) };
}

function severityText(severity: FindingSeverity, l10n: PictureLanguage): string {
  if (severity === 'error') return l10n.t('error');
  return severity === 'warning' ? l10n.t('warning') : l10n.t('information');
}

function description(codes: readonly CodeCount[], shown: number, l10n: PictureLanguage): string {
  const [first] = codes;
  if (first === undefined) return l10n.t('Nothing was found.');
  const left = codes.length > shown ? ` ${l10n.t('The {0} most frequent of {1} codes are shown.', String(shown), String(codes.length))}` : '';
  return l10n.t('The most frequent of {0} is “{1}” with {2}.', codes.length === 1 ? l10n.t('1 code') : l10n.t('{0} codes', countText(codes.length, l10n)), l10n.t(first.title), findingsText(first.count, l10n)) + left;
}
