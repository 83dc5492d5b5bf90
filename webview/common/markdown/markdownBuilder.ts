import * as l10n from '@vscode/l10n';
import type { Token } from 'markdown-it';

import { element } from '../element';
import { filled } from '../filled';
import { readableNodes } from '../textNodes';
import { linkButton } from './linkButton';

export interface MarkdownLook {
  /** Level of headings for screen readers: all are parts of what they stand in. */
  readonly headingLevel: number;
  /** Somebody pressed a link. */
  readonly openLink: (address: string) => void;
}

/** Deeper than anybody reads; what is deeper stands in the last element. */
const deepest = 40;

interface Open {
  readonly node: HTMLElement;
  /** Appended to the parent when the element closes. */
  readonly after: HTMLElement | null;
}

const plainElements: Readonly<Partial<Record<string, keyof HTMLElementTagNameMap>>> = {
  bullet_list_open: 'ul', list_item_open: 'li', blockquote_open: 'blockquote', thead_open: 'thead', tbody_open: 'tbody', tr_open: 'tr',
  strong_open: 'strong', em_open: 'em', s_open: 's',
};

/** Turns tokens into elements, some at a time: `build` goes on where it stopped, also in the middle of a table. */
export class MarkdownBuilder {
  readonly #tokens: readonly Token[];
  readonly #stack: Open[] = [];
  /** Opening tokens beyond the deepest level, which have no element. */
  #ignored = 0;
  #next = 0;
  #made = 0;

  constructor(
    private readonly container: HTMLElement,
    tokens: readonly Token[],
    private readonly look: MarkdownLook,
  ) {
    // One list, so that building can stop anywhere: a paragraph may be as long as the text.
    this.#tokens = tokens.flatMap((token) => (token.type === 'inline' ? (token.children ?? []) : [token]));
  }

  /** Makes up to `limit` more elements. False when nothing is left. */
  build(limit: number): boolean {
    const end = this.#made + limit;
    for (; this.#next < this.#tokens.length && this.#made < end; this.#next += 1) {
      const token = this.#tokens[this.#next];
      if (token) this.#add(token);
    }
    return this.#next < this.#tokens.length;
  }

  #add(token: Token): void {
    this.#made += 1;
    if (token.nesting === 1) this.#open(token);
    else if (token.nesting === -1) this.#close();
    else this.#parent.append(...this.#leaf(token));
  }

  get #parent(): HTMLElement {
    return this.#stack.at(-1)?.node ?? this.container;
  }

  #open(token: Token): void {
    if (this.#stack.length >= deepest) {
      this.#ignored += 1;
      return;
    }
    const opened = this.#container(token);
    this.#parent.append(opened.outer ?? opened.node);
    this.#stack.push({ node: opened.node, after: opened.after ?? null });
  }

  #close(): void {
    if (this.#ignored > 0) {
      this.#ignored -= 1;
      return;
    }
    const closed = this.#stack.pop();
    if (closed?.after) this.#parent.append(closed.after);
  }

  #container(token: Token): { readonly node: HTMLElement; readonly outer?: HTMLElement; readonly after?: HTMLElement } {
    switch (token.type) {
      case 'paragraph_open':
        return { node: element('p', { dir: 'auto' }) };
      case 'heading_open':
        return { node: element('div', { role: 'heading', 'aria-level': String(this.look.headingLevel), class: `markdown-heading size-${token.tag}`, dir: 'auto' }) };
      case 'ordered_list_open':
        return { node: element('ol', { start: String(token.attrGet('start') ?? 1) }) };
      case 'table_open': {
        const node = element('table');
        return { node, outer: scrollable(l10n.t('Table'), node) };
      }
      case 'th_open':
      case 'td_open':
        return { node: element(token.tag, { dir: 'auto', ...alignment(token) }) };
      case 'link_open':
        return linkNodes(token, this.look);
      default:
        return { node: element(plainElements[token.type] ?? 'span') };
    }
  }

  #leaf(token: Token): readonly (Node | string)[] {
    switch (token.type) {
      case 'text':
        return readableNodes(token.content);
      case 'softbreak':
      case 'hardbreak':
        return [element('br')];
      case 'code_inline':
        return [element('code', {}, ...readableNodes(token.content))];
      case 'fence':
      case 'code_block':
        return [codeBlock(token)];
      case 'hr':
        return [element('hr')];
      case 'image':
        return [picture(token)];
      default:
        // Nothing that the parser may bring one day gets lost.
        return readableNodes(token.content);
    }
  }
}

function linkNodes(token: Token, look: MarkdownLook): { readonly node: HTMLElement; readonly after: HTMLElement } {
  const { element: node, destination } = linkButton(String(token.attrGet('href') ?? ''), String(token.attrGet('title') ?? ''), look.openLink);
  return { node, after: destination };
}

/** Wide content scrolls by itself, also by keyboard, so that a narrow panel does not. */
function scrollable(name: string, content: HTMLElement): HTMLElement {
  return element('div', { class: 'markdown-scroll', role: 'group', tabindex: '0', 'aria-label': name }, content);
}

function codeBlock({ content, info }: Token): HTMLElement {
  const language = info.trim();
  const code = element('pre', { dir: 'ltr' }, element('code', {}, ...readableNodes(content.replace(/\n$/, ''))));
  const name = language === '' ? [] : [element('p', { class: 'markdown-language' }, ...readableNodes(language))];
  return element('div', { class: 'markdown-code' }, ...name, scrollable(l10n.t('Code'), code));
}

/** Pictures are named, never loaded: a request would tell a stranger that the dataset is being read. */
function picture(token: Token): HTMLElement {
  const source = String(token.attrGet('src') ?? '');
  return element('span', { class: 'markdown-picture' }, ...filled(l10n.t('Picture: {0}'), readableNodes(token.content)), element('span', { class: 'markdown-destination', dir: 'ltr' }, ' (', ...readableNodes(source), ')'));
}

function alignment(token: Token): Readonly<Record<string, string>> {
  const side = /text-align:\s*(left|right|center)/.exec(String(token.attrGet('style') ?? ''))?.[1];
  return side === undefined ? {} : { class: `align-${side}` };
}
