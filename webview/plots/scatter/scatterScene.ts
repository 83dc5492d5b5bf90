import type { Box, PointIndex } from './pointIndex';
import type { ScatterOptions } from './scatterOptions';
import type { ScatterPalette } from './scatterPalette';

/** Everything that one frame shows. */
export interface ScatterScene {
  readonly options: ScatterOptions;
  readonly index: PointIndex;
  readonly palette: ScatterPalette;
  /** What of the plane is in view. */
  readonly view: Box;
  /** The box that was drawn or grows just now. */
  readonly brush: Box | null;
  /** 1 at selected points, by their place in the index. */
  readonly selected: Uint8Array | null;
  /** The place in the index of the point under the pointer. */
  readonly picked: number | null;
}

/** Where the points lie on the canvas, in CSS pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
