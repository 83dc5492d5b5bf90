/** Points of a scatter as columns. A point with NaN in a coordinate is not drawn, not picked and never brushed. */
export interface ScatterPoints {
  readonly length: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Index into `ScatterOptions.categories`; null: all of the first. */
  readonly category: Uint8Array | null;
}

/** Shapes tell categories apart without colour, as soon as points are few enough to be drawn one by one. */
export const scatterShapes = ['disc', 'square', 'triangle', 'diamond', 'cross'] as const;
export type ScatterShape = (typeof scatterShapes)[number];

/** A kind of point. Later categories are drawn over earlier ones, so the rare and telling ones come last. */
export interface ScatterCategory {
  readonly label: string;
  /** A CSS colour that may use variables of the theme, for example `var(--minus)`. */
  readonly color: string;
  readonly shape: ScatterShape;
}
