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
    this.#box = tool('Select', 'Dragging draws a box and selects what it holds (Shift and drag does so at any time)', () => this.#box.setAttribute('aria-pressed', String(!this.isBoxing)));
    this.#box.setAttribute('aria-pressed', 'false');
    this.#clear = tool('Clear', 'Clear the selection (Escape)', () => requests.clear());
    this.#clear.hidden = true;
    this.element = element('div', { class: 'scatter-tools', role: 'toolbar', 'aria-label': 'View of the plot' },
      this.#clear,
      this.#box,
      tool('\u2212', 'Zoom out (−)', () => requests.zoom(1 / zoomStep)),
      tool('+', 'Zoom in (+, or the wheel once the plot has the focus)', () => requests.zoom(zoomStep)),
      tool('Reset', 'Show everything (0)', () => requests.reset()),
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
  if (text.length === 1) button.setAttribute('aria-label', title.slice(0, title.indexOf(' (')));
  button.addEventListener('click', press);
  return button;
}
