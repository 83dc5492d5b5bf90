import type { Page } from 'playwright-core';

export interface Contrast {
  readonly text: string;
  readonly place: string;
  readonly ratio: number;
}

/** The contrast of every visible text with what lies behind it, as WCAG computes it. Disabled controls and drawn marks are left out. */
export function contrasts(page: Page): Promise<readonly Contrast[]> {
  return page.evaluate(() => {
    type Color = readonly [number, number, number, number];
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })!;
    const cache = new Map<string, Color>();
    const parse = (css: string): Color => {
      const known = cache.get(css);
      if (known !== undefined) return known;
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = css;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      const color: Color = [red, green, blue, alpha / 255];
      cache.set(css, color);
      return color;
    };
    const over = (top: Color, bottom: Color): Color => {
      const mix = (index: 0 | 1 | 2): number => top[index] * top[3] + bottom[index] * (1 - top[3]);
      return [mix(0), mix(1), mix(2), 1];
    };
    const behind = (node: Element): Color => {
      const own = parse(getComputedStyle(node).backgroundColor);
      if (own[3] === 1) return own;
      const root = node.getRootNode();
      const parent = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
      return over(own, parent === null ? [255, 255, 255, 1] : behind(parent));
    };
    const luminance = ([red, green, blue]: Color): number => {
      const linear = [red, green, blue].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
    };
    const found: { text: string; place: string; ratio: number }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? '';
      if (node === null || text === '' || node.closest('.visually-hidden, .separator, [disabled], :disabled') !== null) continue;
      if (!node.checkVisibility({ visibilityProperty: true })) continue;
      const background = behind(node);
      const front = luminance(over(parse(getComputedStyle(node).color), background));
      const back = luminance(background);
      const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      found.push({ text: text.slice(0, 30), place: `${node.tagName}.${node.className}`, ratio: Math.round(ratio * 100) / 100 });
    }
    return found;
  });
}
