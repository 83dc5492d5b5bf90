import * as l10n from '@vscode/l10n';

import { element } from '../common/element';
import { splitAtRanges } from '../common/splitAtRanges';
import { textNodes } from '../common/textNodes';
import type { TextRange } from '../common/wordDiff';
import type { Side } from './actions';
import { colorClasses, type ColorScale } from './colorScale';
import type { Coloring } from './coloring';
import type { ResponseModel } from './panelModel';
import type { TextChunk } from './textBlocks';
import type { TextUnit } from './textUnit';

export interface ResponseLook {
  readonly side: Side;
  readonly model: ResponseModel;
  readonly scale: ColorScale;
  readonly coloring: Coloring;
  /** Set when the words that differ are to be marked. */
  readonly changed: readonly TextRange[] | null;
}

/** A chunk as tokens: each an element with its colour, of which `tokens` takes those that have figures. */
export function tokenNodes(look: ResponseLook, { from, to }: TextChunk, tokens: HTMLElement[]): readonly (Node | string)[] {
  return look.model.units.slice(from, to).flatMap((unit, offset) => {
    const content = contentOf(look, unit);
    if (unit.kind === 'plain') return unscored(look, content);
    const token = element('span', { class: tokenClass(look, from + offset), 'data-unit': String(from + offset) }, ...content);
    tokens.push(token);
    return [token];
  });
}

/** The same chunk as bare text: it takes exactly the same room, and costs next to nothing. */
export function plainNodes(look: ResponseLook, { from, to }: TextChunk): readonly (Node | string)[] {
  const { units, text } = look.model;
  const nodes: (Node | string)[] = [];
  for (let index = from; index < to; index += 1) {
    const unit = units[index];
    if (unit === undefined) continue;
    if (unit.kind !== 'token' || unit.start === null) nodes.push(...(unit.kind === 'plain' ? unscored(look, contentOf(look, unit)) : [element('span', { class: 'pill' }, ...contentOf(look, unit))]));
    else {
      const start = unit.start;
      while (index + 1 < to && units[index + 1]?.kind === 'token') index += 1;
      nodes.push(...textNodes(text, start, units[index]?.end ?? start));
    }
  }
  return nodes;
}

/** The classes of a token under the coloring. */
export function tokenClass({ model, coloring, scale }: ResponseLook, index: number): string {
  const figures = model.figures[index];
  const name = model.units[index]?.kind === 'special' ? 'token pill' : 'token';
  return figures === undefined ? name : name + colorClasses(figures, coloring, scale);
}

function unscored({ model }: ResponseLook, content: readonly (Node | string)[]): readonly (Node | string)[] {
  return model.hasTokens ? [element('span', { class: 'unscored', title: l10n.t('Not scored: it lies beyond the maximal length, or no token holds it.') }, ...content)] : content;
}

function contentOf({ model, changed, side }: ResponseLook, unit: TextUnit): readonly (Node | string)[] {
  if (unit.start === null || unit.end === null) return pillText(unit.text);
  if (changed === null) return textNodes(model.text, unit.start, unit.end);
  return splitAtRanges(unit.start, unit.end, changed, firstRangeAfter(changed, unit.start)).flatMap((segment) => {
    const nodes = textNodes(model.text, segment.start, segment.end);
    return segment.changed ? [element(side === 'chosen' ? 'ins' : 'del', {}, ...nodes)] : nodes;
  });
}

/** By bisection, since chunks are made in any order. */
function firstRangeAfter(ranges: readonly TextRange[], position: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? Infinity) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A pill stays on one line: its line breaks are shown as marks only. */
function pillText(text: string): readonly (Node | string)[] {
  if (text === '') return ['∅'];
  return textNodes(text).filter((node) => node !== '\n');
}
