import type { DisplacementAxis, MarginFigure } from '../core/overview/overviewFigures';

/** Columns of PairColumns that the marks of a picture hold ranges of. */
export type RangeColumn = MarginFigure | DisplacementAxis | 'lengthDifference';

/** What the pairs behind a mark have in common. Several conditions hold together. */
export type MarkCondition =
  /** `from` ≤ value < `below`; an end that is null is open. */
  | { readonly kind: 'range'; readonly column: RangeColumn; readonly from: number | null; readonly below: number | null }
  | { readonly kind: 'label'; readonly label: string; readonly value: string }
  | { readonly kind: 'code'; readonly code: string };

/** One bar, cell or dot: the element, the pairs that it stands for, and the same in words. */
export interface PictureMark {
  readonly element: SVGElement;
  readonly conditions: readonly MarkCondition[];
  /** How many pairs or findings it stands for; null where that is not counted. */
  readonly count: number | null;
  /** For tooltips and screen readers, for example "Margins 0.2 to 0.4: 123 pairs". */
  readonly text: string;
}

/** A drawing and what its marks stand for, in reading order. `element.dataset.mark` is the index of a mark, for one listener on the whole picture. */
export interface Picture {
  readonly svg: SVGSVGElement;
  readonly marks: readonly PictureMark[];
}
