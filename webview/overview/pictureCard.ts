import * as l10n from '@vscode/l10n';

import type { MarkCondition, Picture } from '../../src/plots/picture';
import type { PictureOptions } from '../../src/plots/pictureOptions';
import { element } from '../common/element';
import { PictureBrush, type BrushRequests, type MarkLayout } from './pictureBrush';
import { pageLanguage } from '../common/language';
import { translated } from '../common/translated';

export interface CardParts {
  /** Unlike that of any other card. */
  readonly id: string;
  readonly title: string;
  /** One plain sentence: what is seen, and how to read it. */
  readonly sentence: string;
  /** How marks lie; null for a picture in which nothing is selected. */
  readonly layout: MarkLayout | null;
}

const widest = 900;
const narrowest = 220;
const brushHelp = l10n.t('Arrow keys go from mark to mark, Shift with arrow keys takes several, Enter selects their rows, Escape clears.');

/** A part of the page with one picture, which is drawn anew at the width that it has. */
export class PictureCard {
  readonly element: HTMLElement;
  /** What else belongs to the picture: figures, tables. */
  readonly #below = element('div', { class: 'card-below' });
  readonly #frame: HTMLElement;
  readonly #said = element('p', { class: 'muted picture-says' });
  readonly #brush: PictureBrush | null;
  #draw: ((options: PictureOptions) => Picture) | null = null;
  #selected: readonly MarkCondition[] | null = null;
  #width = 0;

  constructor({ id, title, sentence, layout }: CardParts, requests: BrushRequests) {
    const help = element('p', { class: 'visually-hidden', id: `${id}-help` }, `${sentence} ${brushHelp}`);
    const focus = layout === null ? {} : { tabindex: '0', role: 'application', 'aria-roledescription': l10n.t('picture'), 'aria-label': title, 'aria-describedby': help.id };
    this.#frame = element('div', { class: `picture-frame ${layout ?? 'still'}`, ...focus });
    this.#brush = layout === null ? null : new PictureBrush(this.#frame, layout, requests);
    this.element = element('section', { class: 'card', id, hidden: '' }, element('h2', {}, title), element('p', { class: 'muted' }, sentence), this.#frame, this.#said, this.#below, help);
    new ResizeObserver(() => this.#fit()).observe(this.#frame);
  }

  /** Null hides the card: nothing is known of it. */
  update(draw: ((options: PictureOptions) => Picture) | null, below: readonly (HTMLElement | null)[] = []): void {
    this.#draw = draw;
    const parts = below.filter((part) => part !== null);
    this.element.hidden = draw === null && parts.length === 0;
    this.#frame.hidden = draw === null;
    this.#below.replaceChildren(...parts);
    this.#width = 0;
    this.#fit();
  }

  showSelected(conditions: readonly MarkCondition[] | null): void {
    this.#selected = conditions;
    this.#brush?.showSelected(conditions);
  }

  #fit(): void {
    const width = Math.round(Math.min(widest, Math.max(narrowest, this.#frame.clientWidth)));
    if (this.#draw === null || this.#frame.clientWidth === 0 || width === this.#width) return;
    this.#width = width;
    const picture = this.#draw({ document, width, id: `${this.element.id}-picture`, l10n: { t: translated, language: pageLanguage } });
    this.#frame.replaceChildren(picture.svg);
    this.#said.textContent = picture.svg.querySelector('desc')?.textContent ?? '';
    this.#brush?.setPicture(picture);
    this.#brush?.showSelected(this.#selected);
  }
}
