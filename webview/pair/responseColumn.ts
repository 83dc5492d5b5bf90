import * as l10n from '@vscode/l10n';

import type { ResponseTurn } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { TokenNavigation } from '../common/tokenNavigation';
import type { TextRange } from '../common/wordDiff';
import type { PanelActions, Side } from './actions';
import type { ColorScale } from './colorScale';
import type { Coloring } from './coloring';
import type { ResponseModel } from './panelModel';
import { renderedResponse } from './renderedResponse';
import { ResponseRenderer } from './responseRenderer';
import { responseStrip } from './responseStrip';
import type { TokenCard } from './tokenCard';
import type { ResponseLook } from './unitNodes';

const titles: Readonly<Record<Side, string>> = { chosen: l10n.t('Chosen'), rejected: l10n.t('Rejected') };

/** How a response is to be shown. */
export interface ColumnLook {
  readonly model: ResponseModel;
  readonly turns: readonly ResponseTurn[];
  readonly scale: ColorScale;
  readonly coloring: Coloring;
  readonly changed: readonly TextRange[] | null;
  readonly preferred: boolean;
  readonly isRendered: boolean;
}

/** One response: its heading, its own figures and its tokens, or its text as it was meant to look. */
export class ResponseColumn {
  readonly element: HTMLElement;
  readonly #strip = element('dl', { class: 'strip' });
  readonly #badge = element('span', { class: 'badge', hidden: '' }, l10n.t('preferred by the policy'));
  readonly #text: HTMLElement;
  readonly #rendered: HTMLElement;
  readonly #navigation: TokenNavigation;
  #renderer: ResponseRenderer | null = null;
  #look: ColumnLook | null = null;
  #linked: HTMLElement | null = null;

  constructor(
    private readonly side: Side,
    private readonly actions: PanelActions,
    private readonly card: TokenCard,
    /** Somebody looks at a token, or at none any more. */
    private readonly looked: (unit: number | null) => void,
  ) {
    const headingId = `${side}-heading`;
    const heading = element('h3', { id: headingId, tabindex: '-1' }, icon(side === 'chosen' ? 'check' : 'cross'), titles[side]);
    this.#text = element('div', { class: 'response-text', role: 'group', 'aria-labelledby': headingId });
    this.#rendered = element('div', { class: 'response-rendered', role: 'group', tabindex: '0', 'aria-labelledby': headingId, hidden: '' });
    this.element = element(
      'article',
      { class: `response ${side}`, 'aria-labelledby': headingId },
      element('div', { class: 'response-head' }, heading, this.#badge),
      this.#strip,
      this.#text,
      this.#rendered,
    );
    this.#navigation = new TokenNavigation(this.#text, {
      tokens: () => this.#renderer?.tokens ?? [],
      prepare: (token) => this.#renderer?.makeAround(token),
      showCard: (token) => this.#showCard(token),
      hideCard: () => this.#hideCard(),
      reveal: (token) => this.#reveal(token),
      leave: () => heading.focus({ preventScroll: true }),
    });
  }

  update(look: ColumnLook): void {
    const before = this.#look;
    this.#look = look;
    this.#badge.hidden = !look.preferred;
    if (before?.model !== look.model) this.#strip.replaceChildren(...responseStrip(look.model, this.card));
    this.#text.hidden = look.isRendered;
    this.#rendered.hidden = !look.isRendered;
    if (look.isRendered) this.#render(look, before);
    else if (before === null || before.isRendered || before.model !== look.model || before.changed !== look.changed) this.#fill(look);
    else this.#renderer?.recolor(this.#unitLook(look));
  }

  /** Marks a token, as the picture points at it; null for none. */
  link(unit: number | null): void {
    this.#linked?.classList.remove('linked');
    this.#linked = unit === null ? null : (this.#renderer?.tokenOf(unit) ?? null);
    this.#linked?.classList.add('linked');
    if (this.#linked) scrollWithin(this.#text, this.#linked);
  }

  /** Puts the focus on a token. */
  focusUnit(unit: number): void {
    const token = this.#renderer?.tokenOf(unit);
    if (token) this.#navigation.focusToken(token);
  }

  #render({ model, turns }: ColumnLook, before: ColumnLook | null): void {
    if (before?.isRendered === true && before.model.text === model.text) return;
    this.#renderer?.cancel();
    this.#renderer = null;
    this.#text.replaceChildren();
    this.#rendered.replaceChildren(...renderedResponse(model.text, turns, (address) => this.actions.openLink(address)));
  }

  #fill(look: ColumnLook): void {
    const focused = this.#navigation.focusedIndex();
    this.#renderer?.cancel();
    this.#rendered.replaceChildren();
    const { model } = look;
    // Without tokens to step through, the keys must still scroll it.
    if (model.hasTokens) this.#text.removeAttribute('tabindex');
    else this.#text.setAttribute('tabindex', '0');
    this.#text.classList.toggle('has-tokens', model.hasTokens);
    const renderer = new ResponseRenderer(this.#text, this.#unitLook(look), look.turns, () => this.#navigation.refresh());
    this.#renderer = renderer;
    renderer.start();
    if (model.text === '' && !model.hasTokens) this.#text.append(element('p', { class: 'muted' }, l10n.t('The response is empty.')));
    if (focused >= 0) this.#navigation.focusIndex(focused);
  }

  #unitLook({ model, scale, coloring, changed }: ColumnLook): ResponseLook {
    return { side: this.side, model, scale, coloring, changed };
  }

  #showCard(token: HTMLElement): void {
    const index = unitIndex(token);
    const unit = this.#look?.model.units[index];
    const figures = this.#look?.model.figures[index];
    if (unit === undefined || figures === undefined || !this.#look) return;
    this.card.show(token, unit, figures, this.#look.coloring);
    this.looked(index);
  }

  #hideCard(): void {
    this.card.hide();
    this.looked(null);
  }

  #reveal(token: HTMLElement): void {
    const unit = this.#look?.model.units[unitIndex(token)];
    if (unit === undefined || unit.start === null || unit.end === null) return;
    this.actions.revealText(this.side, unit.start, unit.end);
  }
}

function unitIndex(token: HTMLElement): number {
  return Number(token.dataset['unit']);
}

/** Scrolls the text, not the page: the picture that points would move away under the pointer. */
function scrollWithin(container: HTMLElement, token: HTMLElement): void {
  const [box, line] = [container.getBoundingClientRect(), token.getBoundingClientRect()];
  if (line.top >= box.top && line.bottom <= box.bottom) return;
  container.scrollTop += line.top - box.top - box.height / 3;
}
