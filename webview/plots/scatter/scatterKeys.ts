import * as l10n from '@vscode/l10n';

/** What the keyboard asks for. Moves are shares of the plot. */
export interface KeyRequests {
  pan(right: number, up: number): void;
  zoom(factor: number): void;
  reset(): void;
  /** A box of which the keys have hold. */
  isBoxOpen(): boolean;
  openBox(): void;
  moveBox(right: number, up: number): void;
  resizeBox(wider: number, taller: number): void;
  finishBox(): void;
  /** Clears box and selection; false where there was nothing to clear. */
  clear(): boolean;
  /** Picks the point in the middle, or the next one from it. */
  pickNext(): void;
  activate(): void;
}

const step = 0.1;
const boxStep = 0.03;
const zoomStep = 1.4;

/** Says what the keys do, for screen readers and the hint under the plot. */
export const keyHelp = l10n.t('Arrow keys move the view, plus and minus zoom, 0 shows everything. Enter opens a box: arrow keys move it, Shift with arrow keys resizes it, Enter selects what it holds, Escape clears it. P picks the point nearest to the middle and the next ones from there, G goes to its row.');

const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Answers the keys of `surface` while it has the focus. */
export function followKeys(surface: HTMLElement, requests: KeyRequests): void {
  surface.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!answer(event, requests)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function answer({ key, shiftKey }: KeyboardEvent, requests: KeyRequests): boolean {
  const arrow = arrows[key];
  if (arrow !== undefined) return move(arrow, shiftKey, requests);
  if (key === 'Escape') return requests.clear();
  const act = actions[key] ?? actions[key.toLowerCase()];
  act?.(requests);
  return act !== undefined;
}

function move([right, up]: readonly [number, number], shiftKey: boolean, requests: KeyRequests): boolean {
  if (!requests.isBoxOpen()) requests.pan(right * step, up * step);
  else if (shiftKey) requests.resizeBox(right * boxStep, up * boxStep);
  else requests.moveBox(right * boxStep, up * boxStep);
  return true;
}

const actions: Readonly<Record<string, (requests: KeyRequests) => void>> = {
  '+': (requests) => requests.zoom(zoomStep),
  '=': (requests) => requests.zoom(zoomStep),
  '-': (requests) => requests.zoom(1 / zoomStep),
  '0': (requests) => requests.reset(),
  home: (requests) => requests.reset(),
  enter: (requests) => (requests.isBoxOpen() ? requests.finishBox() : requests.openBox()),
  p: (requests) => requests.pickNext(),
  g: (requests) => requests.activate(),
};
