/** Columns of PairColumns that the marks of a picture hold ranges of; `predicted` is σ(margin). */
export type RangeColumn = 'rewardMargin' | 'lengthNormalizedChes' | 'displacement' | 'lengthDifference' | 'predicted';

/** What the pairs behind a mark have in common. Several conditions hold together. */
export type MarkCondition =
  /** From `low` to below `high`; an end that is null is open. The last bin of a picture holds its upper edge too (`closed`). */
  | { readonly kind: 'range'; readonly column: RangeColumn; readonly low: number | null; readonly high: number | null; readonly closed: boolean }
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
