import { axisX, axisY, cell, text } from '@observablehq/plot';

import { evidenceNames, type EvidenceName, type FilePage } from '../core/noise/lintReport';
import { drawPicture } from './drawPicture';
import { evidenceTexts } from './evidenceTexts';
import { pairsText, signedText } from './numberTexts';
import type { Picture } from './picture';
import { english, type PictureLanguage } from './pictureLanguage';
import { divergingColor, pictureColors } from './pictureColors';
import type { PictureOptions } from './pictureOptions';

type Agreement = FilePage['agreement'][number];

/** Cohen's κ between any two sources of evidence: 0 is chance, 1 is always. The number stands in the cell, so colour only helps. */
export function agreementMatrix(agreement: FilePage['agreement'], options: PictureOptions): Picture {
  const { l10n = english } = options;
  const name = (source: EvidenceName): string => l10n.t(evidenceTexts[source]);
  const sources = evidenceNames.filter((source) => agreement.some(({ first, second }) => first === source || second === source));
  const cells = agreement.map(ordered(sources));
  return drawPicture(
    {
      title: l10n.t('Agreement of the evidence'),
      description: description(agreement, l10n),
      height: 34 * Math.max(1, sources.length - 1) + 60,
      axes: {
        marginLeft: 150,
        marginTop: 8,
        marginBottom: 48,
        x: { label: null, domain: sources.slice(0, -1), padding: 0.04 },
        y: { label: null, domain: sources.slice(1), padding: 0.04 },
      },
      marks: (register) => [
        cell(cells, { x: 'first', y: 'second', fill: { value: ({ kappa }: Agreement) => divergingColor(stepOf(kappa)), scale: null }, fillOpacity: 0.3, inset: 1, className: 'marks', render: register((index) => markOf(cells[index], l10n)) }),
        text(cells, { x: 'first', y: 'second', text: ({ kappa }: Agreement) => signedText(kappa, l10n), fill: pictureColors.ink, fontSize: 12 }),
        axisX({ label: null, tickSize: 0, tickFormat: name, lineWidth: 8, anchor: 'bottom' }),
        axisY({ label: null, tickSize: 0, tickFormat: name }),
      ],
    },
    options,
  );
}

/** The earlier source is the column. */
function ordered(sources: readonly EvidenceName[]): (one: Agreement) => Agreement {
  return (one) => (sources.indexOf(one.first) < sources.indexOf(one.second) ? one : { ...one, first: one.second, second: one.first });
}

/** κ from −1 to 1 in eight steps. */
function stepOf(kappa: number): number {
  return Math.min(8, Math.max(1, 1 + Math.floor((kappa + 1) * 4)));
}

function markOf(one: Agreement | undefined, l10n: PictureLanguage): { conditions: readonly never[]; count: number; text: string } {
  if (one === undefined) throw new RangeError('A drawn cell has no datum.');
  return { conditions: [], count: one.pairs, text: l10n.t('{0} and {1}: κ {2} over {3}', l10n.t(evidenceTexts[one.first]), l10n.t(evidenceTexts[one.second]), signedText(one.kappa, l10n), pairsText(one.pairs, l10n)) };
}

function description(agreement: readonly Agreement[], l10n: PictureLanguage): string {
  const [best] = [...agreement].sort((first, second) => second.kappa - first.kappa);
  if (best === undefined) return l10n.t('There are no two sources of evidence to compare.');
  return l10n.t('{0} and {1} agree best: κ {2}, where 0 is chance and 1 is always.', l10n.t(evidenceTexts[best.first]), l10n.t(evidenceTexts[best.second]), signedText(best.kappa, l10n));
}
