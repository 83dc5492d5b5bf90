import { element } from '../common/element';
import { formatNumber, formatPercent, formatSigned, noFigure } from '../common/formatting';
import type { TextUnit } from './textUnit';
import { unitDescription } from './unitDescription';
import type { UnitFigures } from './unitFigures';

/** What the card says of a token: its text and ids, then its figures. */
export function tokenCardContent(unit: TextUnit, figures: UnitFigures): readonly HTMLElement[] {
  return [
    element('p', { class: 'card-title' }, element('bdi', { class: 'card-text' }, unitDescription(unit.text)), identity(unit)),
    element('dl', { class: 'card-figures' }, ...figureItems(figures)),
    element('p', { class: 'card-hint' }, unit.start === null ? 'Added by the template or the trainer' : 'Enter selects it in the editor'),
  ];
}

function identity(unit: TextUnit): HTMLElement {
  const ids = unit.tokens.map((token) => String(token.id)).join(' ');
  return element('span', { class: 'card-identity' }, unit.tokens.length > 1 ? `${String(unit.tokens.length)} tokens ${ids}` : `id ${ids}`);
}

function figureItems(figures: UnitFigures): readonly HTMLElement[] {
  const items: [string, string][] = [
    ['Policy log-probability', withProbability(figures.logProbability)],
    ['Reference log-probability', withProbability(figures.referenceLogProbability)],
    ['Reward', signedOrNothing(figures.reward)],
    ['CHES share', signedOrNothing(figures.chesShare)],
  ];
  if (figures.displacementShare !== null) items.push(['Displacement', formatSigned(figures.displacementShare)]);
  if (figures.entropy !== null) items.push(['Entropy', formatNumber(figures.entropy)]);
  return items.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
}

function withProbability(logProbability: number | null): string {
  if (logProbability === null) return noFigure;
  return `${formatSigned(logProbability)} (${formatPercent(Math.exp(logProbability))})`;
}

function signedOrNothing(value: number | null): string {
  return value === null ? noFigure : formatSigned(value);
}
