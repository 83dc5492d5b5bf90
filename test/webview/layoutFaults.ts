import type { Page } from 'playwright-core';

export interface LayoutFaults {
  /** Pixels that the page is wider than its window. */
  readonly tooWide: number;
  /** Controls and texts that lie outside of the window and of everything that scrolls. */
  readonly cut: readonly string[];
  /** Two texts that stand on each other. */
  readonly overlapping: readonly string[];
}

export const noFaults: LayoutFaults = { tooWide: 0, cut: [], overlapping: [] };

/** What a person would call broken, of what the page shows without scrolling anything inside of it. */
export function layoutFaults(page: Page): Promise<LayoutFaults> {
  return page.evaluate(findFaults);
}

/** Runs inside the page. */
function findFaults(): LayoutFaults {
  const view = document.documentElement;
  const limits = (node: Element) => /auto|scroll|hidden|clip/.test(getComputedStyle(node).overflowX);
  const scrolls = (node: Element | null): boolean => node !== null && node !== document.body && node !== view && (limits(node) || scrolls(node.parentElement));
  const isOutside = ({ width, left, right }: DOMRect) => width > 0 && (right > view.clientWidth + 1 || left < -1);
  const seen = (node: Element) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const controls = Array.from(document.querySelectorAll<HTMLElement>('button, input, select, vscode-button, vscode-dropdown')).filter((node) => seen(node) && !scrolls(node));

  interface Piece {
    readonly node: Text;
    readonly text: string;
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  }

  /** What is left of a line of text within everything around it that scrolls. */
  function clipped(box: DOMRect, owner: Element): Omit<Piece, 'node' | 'text'> {
    let { top, bottom, left, right } = box;
    for (let node: Element | null = owner; node !== null && node !== document.body; node = node.parentElement) {
      if (!limits(node) || node instanceof SVGElement) continue;
      const frame = node.getBoundingClientRect();
      [top, bottom, left, right] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom), Math.max(left, frame.left), Math.min(right, frame.right)];
    }
    return { top, bottom, left, right };
  }

  const floats = (node: Element | null): boolean => node !== null && (/fixed|sticky/.test(getComputedStyle(node).position) || floats(node.parentElement));

  /** Lines are taller than their letters: what reaches into the space between two lines is no fault. */
  function piecesOf(node: Text): readonly Piece[] {
    const owner = node.parentElement;
    const text = node.data.trim();
    if (owner === null || text === '' || owner.closest('.visually-hidden, style, title, desc') !== null || !seen(owner) || floats(owner)) return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = owner instanceof SVGElement ? 0 : Number.parseFloat(getComputedStyle(owner).fontSize);
    return Array.from(range.getClientRects()).flatMap((box) => {
      const { top, bottom, left, right } = clipped(box, owner);
      const spare = Math.max((bottom - top) * 0.2, (bottom - top - size * 0.7) / 2);
      const piece = { node, text: text.slice(0, 40), top: top + spare, bottom: bottom - spare, left: left + 1, right: right - 1 };
      return piece.bottom > piece.top && piece.right > piece.left ? [piece] : [];
    });
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  const cutTexts = texts.filter((node) => {
    const owner = node.parentElement;
    if (owner === null || owner instanceof SVGElement || node.data.trim() === '' || owner.closest('.visually-hidden') !== null || !seen(owner) || scrolls(owner)) return false;
    const range = document.createRange();
    range.selectNodeContents(node);
    return isOutside(range.getBoundingClientRect());
  });
  const cut = [...controls.filter((node) => isOutside(node.getBoundingClientRect())).map((node) => node.textContent || node.getAttribute('aria-label') || node.tagName), ...cutTexts.map(({ data }) => data.trim().slice(0, 40))];

  const pieces = texts.flatMap(piecesOf).sort((first, second) => first.top - second.top);
  const overlapping: string[] = [];
  for (const [at, first] of pieces.entries()) {
    for (let next = at + 1; next < pieces.length && pieces[next]!.top < first.bottom; next++) {
      const second = pieces[next]!;
      if (second.node !== first.node && second.left < first.right && first.left < second.right) overlapping.push(`“${first.text}” and “${second.text}”`);
    }
  }
  return { tooWide: Math.max(0, view.scrollWidth - view.clientWidth), cut: [...new Set(cut)], overlapping: [...new Set(overlapping)].slice(0, 20) };
}
