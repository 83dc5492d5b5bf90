import { element } from '../common/element';
import { formatCount, formatSigned, noFigure } from '../common/formatting';
import { icon } from '../common/icon';
import type { PanelActions, Side } from './actions';
import type { ColorScale } from './colorScale';
import type { ResponseModel } from './panelModel';
import { ResponseRenderer } from './responseRenderer';
import type { TokenCard } from './tokenCard';
import { TokenNavigation } from '../common/tokenNavigation';
import type { TextRange } from '../common/wordDiff';

const titles: Readonly<Record<Side, string>> = { chosen: 'Chosen', rejected: 'Rejected' };

/** One response: its heading, its own figures and its tokens. */
export class ResponseColumn {
  readonly element: HTMLElement;
  readonly #strip = element('dl', { class: 'strip' });
  readonly #badge = element('span', { class: 'badge', hidden: '' }, 'preferred by the policy');
  readonly #text: HTMLElement;
  readonly #navigation: TokenNavigation;
  #renderer: ResponseRenderer | null = null;
  #model: ResponseModel | null = null;

  constructor(
    private readonly side: Side,
    private readonly actions: PanelActions,
    private readonly card: TokenCard,
  ) {
    const headingId = `${side}-heading`;
    const heading = element('h3', { id: headingId, tabindex: '-1' }, icon(side === 'chosen' ? 'check' : 'cross'), titles[side]);
    this.#text = element('div', { class: 'response-text', role: 'group', 'aria-labelledby': headingId });
    this.element = element(
      'article',
      { class: `response ${side}`, 'aria-labelledby': headingId },
      element('div', { class: 'response-head' }, heading, this.#badge),
      this.#strip,
      this.#text,
    );
    this.#navigation = new TokenNavigation(this.#text, {
      tokens: () => this.#renderer?.tokens ?? [],
      showCard: (token) => this.#showCard(token),
      hideCard: () => this.card.hide(),
      reveal: (token) => this.#reveal(token),
      leave: () => heading.focus({ preventScroll: true }),
    });
  }

  update(model: ResponseModel, scale: ColorScale, changed: readonly TextRange[] | null, preferred: boolean): void {
    const focused = this.#navigation.focusedIndex();
    this.#renderer?.cancel();
    this.#model = model;
    this.#badge.hidden = !preferred;
    this.#strip.replaceChildren(...stripItems(model));
    this.#text.classList.toggle('has-tokens', model.hasTokens);
    const renderer = new ResponseRenderer(this.#text, { side: this.side, model, scale, changed }, () => this.#navigation.refresh());
    this.#renderer = renderer;
    renderer.start();
    if (model.text === '' && !model.hasTokens) this.#text.append(element('p', { class: 'muted' }, 'The response is empty.'));
    if (focused >= 0) this.#navigation.focusIndex(focused);
  }

  #showCard(token: HTMLElement): void {
    const index = unitIndex(token);
    const unit = this.#model?.units[index];
    const figures = this.#model?.figures[index];
    if (unit !== undefined && figures !== undefined) this.card.show(token, unit, figures);
  }

  #reveal(token: HTMLElement): void {
    const unit = this.#model?.units[unitIndex(token)];
    if (unit === undefined || unit.start === null || unit.end === null) return;
    this.actions.revealText(this.side, unit.start, unit.end);
  }
}

function unitIndex(token: HTMLElement): number {
  return Number(token.dataset['unit']);
}

function stripItems(model: ResponseModel): readonly HTMLElement[] {
  const score = model.score;
  if (score === null) return [];
  const items: [string, string][] = [
    ['Reward', score.reward === null ? noFigure : formatSigned(score.reward)],
    ['Log-probability', formatSigned(score.logProbability)],
    ['Per token', score.averageLogProbability === null ? noFigure : formatSigned(score.averageLogProbability)],
    ['Length', formatCount(score.tokenCount, 'token') + (score.truncated ? ', truncated' : '')],
  ];
  return items.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
}
