import type { ScatterCategory } from './scatterPoints';

export interface ScatterAxis {
  /** What the axis shows, with its unit. */
  readonly label: string;
  /** Values that a line is drawn at, for example 0. */
  readonly lines: readonly number[];
  /** The stretch that is shown at first; null: all points, a few extremes left outside. */
  readonly extent: readonly [number, number] | null;
}

/** The points inside a box that somebody drew. */
export interface ScatterBrush {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Indices of the points, increasing. */
  readonly indices: Uint32Array;
}

export interface ScatterOptions {
  /** What the picture shows, in a few words: its name for screen readers. */
  readonly label: string;
  readonly xAxis: ScatterAxis;
  readonly yAxis: ScatterAxis;
  /** At most 16. */
  readonly categories: readonly ScatterCategory[];
  /** Draw the line x = y; both axes then show the same stretch at first. */
  readonly diagonal: boolean;
  /** What a point is called, for the card beside the pointer and for screen readers, for example `Row 12, margin −0.3`. */
  readonly describe: (index: number) => string;
  /** A box was drawn (or cleared: null). Called when it is finished, not while it grows. */
  readonly onBrush: (brush: ScatterBrush | null) => void;
  /** Somebody clicked a point, or pressed G on the picked one. */
  readonly onActivate: (index: number) => void;
}
