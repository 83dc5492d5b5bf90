import type { ScatterPoints } from '../../webview/plots/scatter/scatterPoints';

/** One way to draw a scatter, as the bench drives it inside the page. */
export interface Contender {
  show(points: ScatterPoints): void;
  reset(): void;
  /** By shares of the view. */
  pan(right: number, up: number): void;
  zoom(factor: number): void;
  /** A place in shares of the element. */
  hover(x: number, y: number): void;
  remove(): void;
}
