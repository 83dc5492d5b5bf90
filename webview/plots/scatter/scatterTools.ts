import * as l10n from '@vscode/l10n';

import { element } from '../../common/element';

export interface ToolRequests {
  zoom(factor: number): void;
  reset(): void;
  clear(): void;
}

const zoomStep = 1.6;

/** Buttons for who has no wheel and no Shift key at hand. */
export class ScatterTools {
  readonly element: HTMLElement;
  readonly #box: HTMLButtonElement;
  readonly #clear: HTMLButtonElement;

  constructor(requests: ToolRequests) {
    this.#box = tool(l10n.t('Select'), l10n.t('Dragging draws a box and selects what it holds (Shift and drag does so at any time)'), () => this.#box.setAttribute('aria-pressed', String(!this.isBoxing)));
    this.#box.setAttribute('aria-pressed', 'false');
    this.#clear = tool(l10n.t('Clear'), l10n.t('Clear the selection (Escape)'), () => requests.clear());
    this.#clear.hidden = true;
    this.element = element('div', { class: 'scatter-tools', role: 'toolbar', 'aria-label': l10n.t('View of the plot') },
      this.#clear,
      this.#box,
      tool('\u2212', l10n.t('Zoom out (−)'), () => requests.zoom(1 / zoomStep)),
      tool('+', l10n.t('Zoom in (+, or the wheel once the plot has the focus)'), () => requests.zoom(zoomStep)),
      tool(l10n.t('Reset'), l10n.t('Show everything (0)'), () => requests.reset()),
    );
  }

  /** Whether a drag draws a box. */
  get isBoxing(): boolean {
    return this.#box.getAttribute('aria-pressed') === 'true';
  }

  setHasBox(hasBox: boolean): void {
    this.#clear.hidden = !hasBox;
  }
}

function tool(text: string, title: string, press: () => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'scatter-tool', title }, text);
  if (text.length === 1) button.setAttribute('aria-label', title);
  button.addEventListener('click', press);
  return button;
}
