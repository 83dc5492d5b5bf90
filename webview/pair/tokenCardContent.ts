import * as l10n from '@vscode/l10n';

import { element } from '../common/element';
import { formatNumber, formatPercent, formatSigned, noFigure } from '../common/formatting';
import { coloredFigures, figureOf, type Coloring } from './coloring';
import type { TextUnit } from './textUnit';
import { unitDescription } from './unitDescription';
import type { UnitFigures } from './unitFigures';
import { whole } from '../common/numbers';
import { filled } from '../common/filled';

const shownGains = 3;

/** What the card says of a token: its text and ids, then its figures. */
export function tokenCardContent(unit: TextUnit, figures: UnitFigures, coloring: Coloring): readonly HTMLElement[] {
  return [
    element('p', { class: 'card-title' }, element('bdi', { class: 'card-text' }, unitDescription(unit.text)), identity(unit)),
    element('dl', { class: 'card-figures' }, ...figureItems(figures, coloring)),
    ...movedProbability(unit),
    element('p', { class: 'card-sentence' }, figureOf(coloring).explanation),
    element('p', { class: 'card-hint' }, unit.start === null ? l10n.t('Added by the template or the trainer') : l10n.t('Enter selects it in the editor')),
  ];
}

function identity(unit: TextUnit): HTMLElement {
  const ids = unit.tokens.map((token) => String(token.id)).join(' ');
  return element('span', { class: 'card-identity' }, unit.tokens.length > 1 ? l10n.t('{0} tokens {1}', whole(unit.tokens.length), ids) : l10n.t('id {0}', ids));
}

/** Where one training step would move probability at this place. */
function movedProbability({ tokens }: TextUnit): readonly HTMLElement[] {
  const gains = tokens.at(-1)?.mass?.gains.slice(0, shownGains) ?? [];
  if (gains.length === 0) return [];
  const named = gains.flatMap(({ text }, index) => [...(index === 0 ? [] : [', ']), element('bdi', { class: 'card-text' }, unitDescription(text))]);
  return [element('p', { class: 'card-gains' }, ...filled(l10n.t('One training step moves probability here to {0}.'), named))];
}

function figureItems(figures: UnitFigures, coloring: Coloring): readonly HTMLElement[] {
  const shown = figureOf(coloring).label;
  const policy = l10n.t('Policy log-probability');
  const items: [string, string][] = [
    [policy, withProbability(figures.logProbability)],
    [l10n.t('Reference log-probability'), withProbability(figures.referenceLogProbability)],
    [l10n.t('Implicit reward'), signedOrNothing(figures.reward)],
    [l10n.t('CHES share'), signedOrNothing(figures.chesShare)],
  ];
  if (figures.displacementShare !== null) items.push([l10n.t('Displacement share'), formatSigned(figures.displacementShare)]);
  if (figures.kl !== null) items.push([l10n.t('Sequential KL'), formatNumber(figures.kl)]);
  if (figures.entropy !== null) items.push([l10n.t('Entropy'), formatNumber(figures.entropy)]);
  return items.flatMap(([name, value]) => [element('dt', name === shown || (name === policy && shown === coloredFigures.logProbability.label) ? { class: 'shown' } : {}, name), element('dd', {}, value)]);
}

function withProbability(logProbability: number | null): string {
  if (logProbability === null) return noFigure;
  return `${formatSigned(logProbability)} (${formatPercent(Math.exp(logProbability))})`;
}

function signedOrNothing(value: number | null): string {
  return value === null ? noFigure : formatSigned(value);
}
