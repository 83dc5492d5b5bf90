import type { PlotArea } from './scatterScene';

/** What the pointer asks for. Places are shares of the plot from its lower left. */
export interface PointerRequests {
  area(): PlotArea;
  /** Whether a drag draws a box even without Shift. */
  isBoxing(): boolean;
  pan(right: number, up: number): void;
  zoom(factor: number, x: number, y: number): void;
  growBox(x0: number, y0: number, x1: number, y1: number): void;
  finishBox(): void;
  hover(x: number, y: number): void;
  leave(): void;
  click(x: number, y: number): void;
}

interface Drag {
  readonly kind: 'pan' | 'box';
  readonly fromX: number;
  readonly fromY: number;
  lastX: number;
  lastY: number;
  hasMoved: boolean;
}

/** Pixels within which a press is a click. */
const clickReach = 4;
const zoomPerPixel = 0.0016;

/** Turns pointer and wheel events of `surface` into requests. The wheel zooms once the plot has the focus, or with Ctrl: a page must scroll past it. */
export function followPointer(surface: HTMLElement, requests: PointerRequests): void {
  let drag: Drag | null = null;
  const share = (event: MouseEvent): { readonly x: number; readonly y: number } => {
    const { left, top, width, height } = requests.area();
    const bounds = surface.getBoundingClientRect();
    return { x: (event.clientX - bounds.left - left) / width, y: 1 - (event.clientY - bounds.top - top) / height };
  };
  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    surface.setPointerCapture(event.pointerId);
    const { x, y } = share(event);
    drag = { kind: event.shiftKey || requests.isBoxing() ? 'box' : 'pan', fromX: x, fromY: y, lastX: x, lastY: y, hasMoved: false };
  });
  surface.addEventListener('pointermove', (event) => {
    const { x, y } = share(event);
    if (drag === null) requests.hover(x, y);
    else continueDrag(drag, x, y, requests);
  });
  surface.addEventListener('pointerup', (event) => {
    const ended = drag;
    drag = null;
    if (ended === null) return;
    const { x, y } = share(event);
    if (!ended.hasMoved) requests.click(x, y);
    else if (ended.kind === 'box') requests.finishBox();
  });
  surface.addEventListener('pointercancel', () => (drag = null));
  surface.addEventListener('pointerleave', () => requests.leave());
  surface.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== surface) return;
    event.preventDefault();
    const { x, y } = share(event);
    requests.zoom(Math.exp(-pixelsOf(event) * zoomPerPixel), x, y);
  }, { passive: false });
}

function continueDrag(drag: Drag, x: number, y: number, requests: PointerRequests): void {
  const { width, height } = requests.area();
  const moved = Math.hypot((x - drag.fromX) * width, (y - drag.fromY) * height);
  if (!drag.hasMoved && moved < clickReach) return;
  drag.hasMoved = true;
  if (drag.kind === 'pan') requests.pan(drag.lastX - x, drag.lastY - y);
  else requests.growBox(drag.fromX, drag.fromY, x, y);
  drag.lastX = x;
  drag.lastY = y;
}

function pixelsOf({ deltaY, deltaMode }: WheelEvent): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return deltaY * 33;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? deltaY * 400 : deltaY;
}
