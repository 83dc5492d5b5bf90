import { element } from '../common/element';
import { formatSigned } from '../common/formatting';
import { levelCount } from './colorScale';
import type { Coloring } from './coloring';
import type { PanelModel } from './panelModel';
import type { WordDiff } from '../common/wordDiff';

/** The key to the colours: swatches that look just like the tokens, with the numbers at both ends. */
export function legend(coloring: Coloring, model: PanelModel, diff: WordDiff | null): HTMLElement {
  if (coloring === 'diff') return diffLegend(diff);
  if (!model.chosen.hasTokens && !model.rejected.hasTokens) return note('Colours appear with the scores.');
  const limit = model.scale[coloring];
  if (limit === 0) return note(nothingToColor(coloring, model));
  return coloring === 'logProbability' ? surpriseLegend(limit) : signedLegend(coloring, limit);
}

function nothingToColor(coloring: Exclude<Coloring, 'diff'>, model: PanelModel): string {
  const figures = [...model.chosen.figures, ...model.rejected.figures];
  const isKnown = figures.some((figure) => (coloring === 'ches' ? figure.chesShare : figure[coloring]) !== null);
  if (isKnown) return 'Every token is at zero.';
  if (coloring === 'reward') return 'No colours: rewards need a reference model.';
  return coloring === 'ches' ? 'No colours: the policy’s file gives no hidden states.' : 'No colours: no token was scored.';
}

const ends = {
  reward: { minus: 'less likely', plus: 'more likely than in the reference' },
  ches: { minus: 'lowers the risk of displacement', plus: 'raises it' },
} as const;

function signedLegend(coloring: 'reward' | 'ches', limit: number): HTMLElement {
  const levels = Array.from({ length: levelCount }, (_, index) => index + 1);
  const swatches = [
    ...levels.toReversed().map((level) => swatch(`${coloring}-minus ${coloring}-${String(level)}`)),
    swatch('zero'),
    ...levels.map((level) => swatch(`${coloring}-plus ${coloring}-${String(level)}`)),
  ];
  const { minus, plus } = ends[coloring];
  const spoken = `Scale from ${formatLimit(-limit)}, dotted underline, ${minus}, to ${formatLimit(limit)}, solid underline, ${plus}.`;
  return scale(spoken, [minus, formatLimit(-limit)], swatches, [formatLimit(limit), plus]);
}

function surpriseLegend(limit: number): HTMLElement {
  const levels = Array.from({ length: levelCount + 1 }, (_, index) => index);
  const swatches = levels.map((level) => swatch(level === 0 ? 'zero' : `surprise surprise-${String(level)}`));
  const spoken = `Scale from 0, certain, to ${formatLimit(-limit)} nats, surprising.`;
  return scale(spoken, ['certain', '0'], swatches, [formatLimit(-limit), 'surprising']);
}

function diffLegend(diff: WordDiff | null): HTMLElement {
  const key = element(
    'p',
    { class: 'legend-words' },
    element('ins', {}, 'only in chosen'),
    element('del', {}, 'only in rejected'),
  );
  if (diff?.byWord === false) key.append(element('span', { class: 'muted' }, 'Too different for a word diff: all between the common ends is marked.'));
  return key;
}

function scale(spoken: string, start: readonly string[], swatches: readonly HTMLElement[], end: readonly string[]): HTMLElement {
  const label = (words: readonly string[]): HTMLElement => element('span', { class: 'legend-label' }, words.join('\u2002'));
  const strip = element('span', { class: 'swatches' }, ...swatches);
  return element('div', { class: 'legend-scale', role: 'img', 'aria-label': spoken }, label(start), strip, label(end));
}

function swatch(classes: string): HTMLElement {
  return element('span', { class: `token swatch ${classes}` }, '\u2007\u2007');
}

/** Limits are round numbers: +0.15 rather than +0.150. */
function formatLimit(limit: number): string {
  const digits = formatSigned(limit);
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

function note(text: string): HTMLElement {
  return element('p', { class: 'muted' }, text);
}
