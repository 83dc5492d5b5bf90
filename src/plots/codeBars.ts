import { axisY, barX, text } from '@observablehq/plot';

import type { FindingSeverity } from '../core/noise/findingCodes';
import type { CodeCount } from '../core/overview/overviewFigures';
import { drawPicture } from './drawPicture';
import { counted, countText } from './numberTexts';
import type { MarkCondition, Picture } from './picture';
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
  const shown = codes.slice(0, mostCodes);
  const byCode = new Map(shown.map((one) => [one.code, one]));
  return drawPicture(
    {
      title: 'Findings by code',
      description: description(codes, shown.length),
      height: 22 * Math.max(1, shown.length) + 16,
      axes: { marginLeft: 200, marginRight: 56, marginTop: 4, marginBottom: 12, x: { axis: null, domain: [0, Math.max(1, ...shown.map(({ count }) => count))] }, y: { label: null, domain: shown.map(({ code }) => code), padding: 0.25 } },
      marks: (register) => [
        barX(shown, { y: 'code', x: 'count', fill: { value: ({ severity }: CodeCount) => severitySigns[severity].color, scale: null }, className: 'marks', render: register((index) => markOf(shown[index])) }),
        text(shown, { y: 'code', x: 'count', text: ({ count }: CodeCount) => countText(count), textAnchor: 'start', dx: 4, fill: pictureColors.ink }),
        axisY({ label: null, tickSize: 0, tickFormat: (code: string) => labelOf(byCode.get(code)) }),
      ],
    },
    options,
  );
}

function labelOf(one: CodeCount | undefined): string {
  return one === undefined ? '' : `${shortened(one.title, labelLength)} ${severitySigns[one.severity].sign}`;
}

function markOf(one: CodeCount | undefined): { conditions: readonly MarkCondition[]; count: number; text: string } {
  if (one === undefined) throw new RangeError('A drawn bar has no datum.');
  return { conditions: [{ kind: 'code', code: one.code }], count: one.count, text: `${one.title} (${one.severity}): ${counted(one.count, 'finding', 'findings')}` };
}

function description(codes: readonly CodeCount[], shown: number): string {
  const [first] = codes;
  if (first === undefined) return 'Nothing was found.';
  const left = codes.length > shown ? ` The ${String(shown)} most frequent of ${String(codes.length)} codes are shown.` : '';
  return `The most frequent of ${counted(codes.length, 'code', 'codes')} is “${first.title}” with ${counted(first.count, 'finding', 'findings')}.${left}`;
}
