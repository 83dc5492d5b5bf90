import * as l10n from '@vscode/l10n';

import { element } from '../common/element';
import { formatLimit } from '../common/formatting';
import { levelCount } from '../common/heatScale';
import { levelClasses } from './colorScale';
import { coloredFigures, type ColoredFigure, type Coloring } from './coloring';
import type { PanelModel } from './panelModel';
import type { WordDiff } from '../common/wordDiff';

/** The key to the colours: swatches that look just like the tokens, with the numbers at both ends. */
export function legend(coloring: Coloring, model: PanelModel, diff: WordDiff | null): HTMLElement {
  if (coloring === 'diff') return diffLegend(diff);
  if (!model.chosen.hasTokens && !model.rejected.hasTokens) return note(l10n.t('Colours appear with the scores.'));
  const limit = model.scale[coloring];
  const figure = coloredFigures[coloring];
  if (limit === 0) return note(nothingToColor(figure, model));
  return figure.kind === 'magnitude' ? magnitudeLegend(figure, coloring === 'logProbability' ? -limit : limit) : signedLegend(figure, limit);
}

function nothingToColor(figure: ColoredFigure, model: PanelModel): string {
  const isKnown = [...model.chosen.figures, ...model.rejected.figures].some((figures) => figure.value(figures) !== null);
  return isKnown ? l10n.t('Every token is at zero.') : figure.missing;
}

function signedLegend(figure: ColoredFigure, limit: number): HTMLElement {
  const levels = Array.from({ length: levelCount }, (_, index) => index + 1);
  const swatches = [
    ...levels.toReversed().map((level) => swatch(levelClasses(figure, -1, level))),
    swatch(''),
    ...levels.map((level) => swatch(levelClasses(figure, 1, level))),
  ];
  const [below, above] = figure.ends;
  const spoken = l10n.t('Scale from {0}, dotted underline, {1}, to {2}, solid underline, {3}.', formatLimit(-limit), below, formatLimit(limit), above);
  return scale(spoken, [below, formatLimit(-limit)], swatches, [formatLimit(limit), above]);
}

function magnitudeLegend(figure: ColoredFigure, limit: number): HTMLElement {
  const swatches = Array.from({ length: levelCount + 1 }, (_, level) => swatch(levelClasses(figure, 1, level)));
  const [start, end] = figure.ends;
  const spoken = l10n.t('Scale from 0, {0}, to {1} nats, {2}, with a thicker underline.', start, formatLimit(limit), end);
  return scale(spoken, [start, '0'], swatches, [formatLimit(limit), end]);
}

function diffLegend(diff: WordDiff | null): HTMLElement {
  const key = element(
    'p',
    { class: 'legend-words' },
    element('ins', {}, l10n.t('only in chosen')),
    element('del', {}, l10n.t('only in rejected')),
  );
  if (diff?.byWord === false) key.append(element('span', { class: 'muted' }, l10n.t('Too different for a word diff: all between the common ends is marked.')));
  return key;
}

function scale(spoken: string, start: readonly string[], swatches: readonly HTMLElement[], end: readonly string[]): HTMLElement {
  const label = (words: readonly string[]): HTMLElement => element('span', { class: 'legend-label' }, words.join('\u2002'));
  const strip = element('span', { class: 'swatches' }, ...swatches);
  return element('div', { class: 'legend-scale', role: 'img', 'aria-label': spoken }, label(start), strip, label(end));
}

function swatch(classes: string): HTMLElement {
  return element('span', { class: `token swatch${classes}` }, '\u2007\u2007');
}

function note(text: string): HTMLElement {
  return element('p', { class: 'muted' }, text);
}
