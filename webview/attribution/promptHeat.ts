import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import type { FloatingCard } from '../common/floatingCard';
import { tokenCount } from '../common/counts';
import { formatLimit } from '../common/formatting';
import { textNodes } from '../common/textNodes';
import { TokenNavigation } from '../common/tokenNavigation';
import { levelCount, scaleLimit, signedClasses } from '../common/heatScale';
import type { PanelActions } from './actions';
import { effectText, intervalText } from './effectTexts';
import { heatClasses } from './heatClasses';
import { playerName } from './unitText';

/** The prompt itself, each unit in the colour of its figure. */
export class PromptHeat {
  readonly element: HTMLElement;
  readonly #turns = element('div', { class: 'turns has-tokens' });
  readonly #legend = element('div', { class: 'legend' });
  readonly #navigation: TokenNavigation;
  #units: HTMLElement[] = [];
  #view: AttributionPanelView | null = null;
  #figures: AttributionFigures | null = null;

  constructor(
    actions: PanelActions,
    private readonly card: FloatingCard,
  ) {
    this.element = element('section', { class: 'prompt-heat', 'aria-label': l10n.t('Prompt') }, element('h2', {}, l10n.t('Prompt')), this.#turns, this.#legend);
    this.#navigation = new TokenNavigation(this.#turns, {
      tokens: () => this.#units,
      showCard: (unit) => this.#showCard(unit),
      hideCard: () => this.card.hide(),
      reveal: (unit) => actions.revealPlayer(indexOf(unit)),
      leave: () => this.element.querySelector<HTMLElement>('.token[tabindex]')?.blur(),
    });
  }

  /** Another game: its text cut into its units. */
  show(view: AttributionPanelView): void {
    this.#view = view;
    this.#figures = null;
    this.#units = [];
    this.#turns.replaceChildren(...view.prompt.map(({ role, content }, message) => this.#turn(role, content, message, view)));
    this.#legend.replaceChildren();
    this.#navigation.refresh();
  }

  /** Colours in place: the unit that has the focus keeps it. */
  update(figures: AttributionFigures): void {
    this.#figures = figures;
    const limit = scaleLimit((figures.players ?? []).map(({ value }) => value));
    for (const unit of this.#units) {
      const classes = `token${heatClasses(figures.players?.[indexOf(unit)], limit)}`;
      if (unit.className !== classes) unit.className = classes;
    }
    this.#legend.replaceChildren(...(limit === 0 ? [] : [legend(figures, limit)]));
    if (this.card.anchor && this.#units.includes(this.card.anchor)) this.#showCard(this.card.anchor);
  }

  #turn(role: string, content: string, message: number, view: AttributionPanelView): HTMLElement {
    const nodes: (Node | string)[] = [];
    let written = 0;
    for (const [index, piece] of view.players.entries()) {
      if (piece.message !== message || piece.start < written) continue;
      // White space in front of a unit belongs to it, but coloured gaps would join it with the one before.
      const first = piece.start + leadingSpace(content.slice(piece.start, piece.end));
      nodes.push(...pinned(content, written, piece.start), ...textNodes(content, piece.start, first));
      const unit = element('span', { class: 'token', 'data-unit': String(index) }, ...textNodes(content, first, piece.end));
      this.#units.push(unit);
      nodes.push(unit);
      written = piece.end;
    }
    nodes.push(...pinned(content, written, content.length));
    const name = role === '' ? [] : [element('p', { class: 'role' }, ...textNodes(role))];
    return element('div', { class: 'turn' }, ...name, element('div', { class: 'turn-text' }, ...nodes));
  }

  #showCard(unit: HTMLElement): void {
    const index = indexOf(unit);
    const player = this.#figures?.players?.[index];
    if (!this.#view || !this.#figures) return;
    const title = element('p', { class: 'card-title' }, element('bdi', { class: 'card-text' }, playerName(this.#view, index)));
    if (!player) return this.card.showContent(unit, [title, element('p', { class: 'card-hint' }, l10n.t('No figure yet'))]);
    const { target } = this.#figures;
    title.append(element('span', { class: 'card-identity' }, player.tokens === 0 ? l10n.t('cut off by truncation') : tokenCount(player.tokens)));
    const list = element('dl', { class: 'card-figures' }, element('dt', {}, player.value < 0 ? l10n.t('Lowers the value by') : l10n.t('Raises the value by')), element('dd', {}, effectText(target, player.value)));
    const sure = element('p', { class: 'card-hint' }, intervalText(target, player), ...(player.lowInformation ? [` · ${l10n.t('carries little information')}`] : []));
    this.card.showContent(unit, [title, list, sure]);
  }
}

function indexOf(unit: HTMLElement): number {
  return Number(unit.dataset['unit']);
}

function leadingSpace(text: string): number {
  const trimmed = text.trimStart();
  return trimmed === '' ? 0 : text.length - trimmed.length;
}

/** Text that no unit holds: always present. */
function pinned(content: string, start: number, end: number): readonly (Node | string)[] {
  if (end <= start) return [];
  return /\S/.test(content.slice(start, end)) ? [element('span', { class: 'unscored', title: l10n.t('Always present') }, ...textNodes(content, start, end))] : textNodes(content, start, end);
}

function legend({ target }: AttributionFigures, limit: number): HTMLElement {
  const levels = Array.from({ length: levelCount }, (_, index) => index + 1);
  const swatch = (classes: string): HTMLElement => element('span', { class: `token swatch${classes}` }, '\u2007\u2007');
  const swatches = [...levels.toReversed().map((level) => swatch(signedClasses(-1, level))), swatch(''), ...levels.map((level) => swatch(signedClasses(1, level)))];
  const shown = (value: number): string => (target.kind === 'probability' ? `${formatLimit(value * 100)} %` : formatLimit(value));
  const spoken = l10n.t('Scale from {0}, dotted underline, lowers the value, to {1}, solid underline, raises it.', shown(-limit), shown(limit));
  const label = (words: string): HTMLElement => element('span', { class: 'legend-label' }, words);
  return element('div', { class: 'legend-scale', role: 'img', 'aria-label': spoken }, label(`${l10n.t('lowers')}\u2002${shown(-limit)}`), element('span', { class: 'swatches' }, ...swatches), label(`${shown(limit)}\u2002${l10n.t('raises')}`));
}
