import { element } from '../common/element';
import { formatNumber, formatPercent, formatSigned, noFigure } from '../common/formatting';
import { figureOf, type Coloring } from './coloring';
import type { TextUnit } from './textUnit';
import { unitDescription } from './unitDescription';
import type { UnitFigures } from './unitFigures';

const shownGains = 3;

/** What the card says of a token: its text and ids, then its figures. */
export function tokenCardContent(unit: TextUnit, figures: UnitFigures, coloring: Coloring): readonly HTMLElement[] {
  return [
    element('p', { class: 'card-title' }, element('bdi', { class: 'card-text' }, unitDescription(unit.text)), identity(unit)),
    element('dl', { class: 'card-figures' }, ...figureItems(figures, coloring)),
    ...movedProbability(unit),
    element('p', { class: 'card-sentence' }, figureOf(coloring).explanation),
    element('p', { class: 'card-hint' }, unit.start === null ? 'Added by the template or the trainer' : 'Enter selects it in the editor'),
  ];
}

function identity(unit: TextUnit): HTMLElement {
  const ids = unit.tokens.map((token) => String(token.id)).join(' ');
  return element('span', { class: 'card-identity' }, unit.tokens.length > 1 ? `${String(unit.tokens.length)} tokens ${ids}` : `id ${ids}`);
}

/** Where one training step would move probability at this place. */
function movedProbability({ tokens }: TextUnit): readonly HTMLElement[] {
  const gains = tokens.at(-1)?.mass?.gains.slice(0, shownGains) ?? [];
  if (gains.length === 0) return [];
  const named = gains.flatMap(({ text }, index) => [...(index === 0 ? [] : [', ']), element('bdi', { class: 'card-text' }, unitDescription(text))]);
  return [element('p', { class: 'card-gains' }, 'One training step moves probability here to ', ...named, '.')];
}

function figureItems(figures: UnitFigures, coloring: Coloring): readonly HTMLElement[] {
  const shown = figureOf(coloring).label;
  const items: [string, string][] = [
    ['Policy log-probability', withProbability(figures.logProbability)],
    ['Reference log-probability', withProbability(figures.referenceLogProbability)],
    ['Implicit reward', signedOrNothing(figures.reward)],
    ['CHES share', signedOrNothing(figures.chesShare)],
  ];
  if (figures.displacementShare !== null) items.push(['Displacement share', formatSigned(figures.displacementShare)]);
  if (figures.kl !== null) items.push(['Sequential KL', formatNumber(figures.kl)]);
  if (figures.entropy !== null) items.push(['Entropy', formatNumber(figures.entropy)]);
  return items.flatMap(([name, value]) => [element('dt', name === shown || (name === 'Policy log-probability' && shown === 'Log-probability') ? { class: 'shown' } : {}, name), element('dd', {}, value)]);
}

function withProbability(logProbability: number | null): string {
  if (logProbability === null) return noFigure;
  return `${formatSigned(logProbability)} (${formatPercent(Math.exp(logProbability))})`;
}

function signedOrNothing(value: number | null): string {
  return value === null ? noFigure : formatSigned(value);
}
