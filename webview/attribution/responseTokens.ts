import * as l10n from '@vscode/l10n';

import type { AttributedResponse, AttributionFigures, AttributionPanelView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import type { FloatingCard } from '../common/floatingCard';
import { formatSigned } from '../common/formatting';
import { textNodes } from '../common/textNodes';
import { TokenNavigation } from '../common/tokenNavigation';
import { colorLevel, scaleLimit, signedClasses } from '../common/heatScale';
import type { PanelActions } from './actions';
import { shortened } from './targetTexts';

/** The tokens of the responses. A click on one shows what the prompt does to it alone. */
export class ResponseTokens {
  readonly element: HTMLElement;
  readonly #list = element('div', { class: 'attributed-responses has-tokens' });
  readonly #back = element('button', { type: 'button', class: 'link', hidden: '' }, l10n.t('Back to the whole'));
  readonly #navigation: TokenNavigation;
  #tokens: HTMLElement[] = [];
  #view: AttributionPanelView | null = null;
  #figures: AttributionFigures | null = null;

  constructor(
    private readonly actions: PanelActions,
    private readonly card: FloatingCard,
  ) {
    const hint = element('p', { class: 'muted' }, l10n.t('Colours show what the whole prompt does to each token; Enter or a click on a token attributes that token alone.'), ' ');
    hint.append(this.#back);
    this.#back.addEventListener('click', () => this.#aimAtWhole());
    this.element = element('section', { class: 'response-tokens', 'aria-label': l10n.t('Response tokens') }, element('h2', {}, l10n.t('Response')), hint, this.#list);
    this.#navigation = new TokenNavigation(this.#list, {
      tokens: () => this.#tokens,
      showCard: (token) => this.#showCard(token),
      hideCard: () => this.card.hide(),
      reveal: (token) => this.#aim(token),
      leave: () => this.#aimAtWhole(),
    });
    this.#list.addEventListener('click', (event) => {
      const token = event.target instanceof Element ? event.target.closest<HTMLElement>('.token') : null;
      if (token && document.getSelection()?.isCollapsed !== false) this.#aim(token);
    });
  }

  show(view: AttributionPanelView): void {
    this.#view = view;
    this.#figures = null;
    this.#tokens = [];
    this.#list.replaceChildren(...view.responses.map((response, index) => this.#response(response, index)));
    this.#navigation.refresh();
  }

  update(figures: AttributionFigures): void {
    this.#figures = figures;
    const effects = figures.tokenEffects;
    const limit = scaleLimit((effects ?? []).flat());
    const { target } = figures;
    for (const token of this.#tokens) {
      const { response, index } = placeOf(token);
      const aimed = target.kind === 'token' && target.response === response && target.token === index;
      const classes = `${token.classList.contains('pill') ? 'token pill' : 'token'}${heat(effects?.[response]?.[index], limit)}${aimed ? ' aimed' : ''}`;
      if (token.className !== classes) token.className = classes;
      if (aimed) token.setAttribute('aria-current', 'true');
      else token.removeAttribute('aria-current');
    }
    this.#back.hidden = target.kind !== 'token';
  }

  #response({ name, tokens, text }: AttributedResponse, response: number): HTMLElement {
    let written = 0;
    const nodes = tokens.flatMap((token, index) => {
      const isText = token.start !== null && token.end !== null && token.end > written;
      const from = Math.max(token.start ?? written, written);
      const content = isText ? textNodes(text, from, token.end ?? from) : textNodes(token.text || '∅').filter((node) => node !== '\n');
      const made = element('span', { class: isText ? 'token' : 'token pill', 'data-response': String(response), 'data-token': String(index) }, ...content);
      const between = isText ? textNodes(text, written, from) : [];
      if (isText) written = token.end ?? written;
      this.#tokens.push(made);
      return [...between, made];
    });
    return element('article', { class: 'attributed-response', 'aria-label': shortened(name) }, element('h3', {}, element('bdi', {}, shortened(name))), element('div', { class: 'response-text' }, ...nodes));
  }

  #showCard(token: HTMLElement): void {
    const { response, index } = placeOf(token);
    const shown = this.#view?.responses[response]?.tokens[index];
    const effect = this.#figures?.tokenEffects?.[response]?.[index];
    if (!shown) return;
    const title = element('p', { class: 'card-title' }, element('bdi', { class: 'card-text' }, shortened(shown.text) || l10n.t('(space)')), element('span', { class: 'card-identity' }, shown.special ? l10n.t('added by the template or the trainer') : ''));
    const figure = effect === undefined ? [] : [element('dl', { class: 'card-figures' }, element('dt', {}, l10n.t('log π with the prompt, less without it')), element('dd', {}, l10n.t('{0} nats', formatSigned(effect))))];
    this.card.showContent(token, [title, ...figure, element('p', { class: 'card-hint' }, l10n.t('Enter attributes this token alone'))]);
  }

  #aim(token: HTMLElement): void {
    const { response, index } = placeOf(token);
    this.actions.aim({ kind: 'token', response, token: index });
  }

  /** The response that the token is of, or what was chosen first. */
  #aimAtWhole(): void {
    const target = this.#figures?.target;
    if (target?.kind !== 'token') return;
    const whole = this.#view?.targets.find((candidate) => candidate.kind === 'response' && candidate.response === target.response) ?? this.#view?.targets[0];
    if (whole) this.actions.aim(whole);
  }
}

function heat(effect: number | undefined, limit: number): string {
  const level = effect === undefined ? 0 : colorLevel(effect, limit);
  return effect === undefined || level === 0 ? '' : signedClasses(effect, level);
}

function placeOf(token: HTMLElement): { readonly response: number; readonly index: number } {
  return { response: Number(token.dataset['response']), index: Number(token.dataset['token']) };
}
