import * as l10n from '@vscode/l10n';

import { element } from '../../common/element';
import type { ScatterCategory, ScatterShape } from './scatterPoints';
import { whole } from '../../common/numbers';

const drawings: Readonly<Record<ScatterShape, string>> = {
  disc: 'M8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z',
  square: 'M4 4h8v8H4z',
  triangle: 'M8 3l5 9H3z',
  diamond: 'M8 2.5L13.5 8 8 13.5 2.5 8z',
  cross: 'M3.5 3.5l9 9m0-9l-9 9',
};

/** The categories with shape, colour and count; a press hides one or shows it again. Nothing where there is only one. */
export class ScatterLegend {
  readonly element = element('div', { class: 'scatter-legend', role: 'group', 'aria-label': l10n.t('Kinds of points') });
  readonly #counts: HTMLElement[] = [];

  constructor(categories: readonly ScatterCategory[], toggle: (category: number, isHidden: boolean) => void) {
    this.element.hidden = categories.length < 2;
    categories.forEach((category, at) => this.element.append(this.#entry(category, (isHidden) => toggle(at, isHidden))));
  }

  /** Points by category. */
  setCounts(counts: readonly number[]): void {
    this.#counts.forEach((count, at) => (count.textContent = whole(counts[at] ?? 0)));
  }

  #entry({ label, color, shape }: ScatterCategory, toggle: (isHidden: boolean) => void): HTMLElement {
    const count = element('span', { class: 'scatter-count' });
    this.#counts.push(count);
    const button = element('button', { type: 'button', class: 'scatter-kind', 'aria-pressed': 'true', title: l10n.t('Show or hide: {0}', label) }, sign(shape, color), element('span', {}, label), count);
    button.addEventListener('click', () => {
      const isHidden = button.getAttribute('aria-pressed') === 'true';
      button.setAttribute('aria-pressed', String(!isHidden));
      toggle(isHidden);
    });
    return button;
  }
}

function sign(shape: ScatterShape, color: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `scatter-sign ${shape}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.style.setProperty('color', color);
  path.setAttribute('d', drawings[shape]);
  svg.append(path);
  return svg;
}
