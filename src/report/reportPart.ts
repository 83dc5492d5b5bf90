import type { Picture } from '../plots/picture';
import type { PictureOptions } from '../plots/pictureOptions';

/** Text of a cell or a paragraph. Dataset text is marked as such, so that each format can keep it from becoming markup. */
export type ReportText = string | { readonly data: string };

export interface ReportTable {
  /** What the rows are, for people who do not see the page. */
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly isNumber?: boolean; readonly isBar?: boolean }[];
  /** A number in a bar column is the length of the bar, 0..1. */
  readonly rows: readonly (readonly (ReportText | number)[])[];
}

/** A drawing that is made when a format wants it; formats without drawings show its description. */
export type DrawPicture = (options: PictureOptions) => Picture;

/** A pair under a finding: where it is, what is wrong, and its texts where they may be shown. */
export interface ReportExample {
  readonly place: string;
  readonly message: string;
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

export type ReportPart =
  | { readonly kind: 'sentence'; readonly text: readonly ReportText[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'picture'; readonly draw: DrawPicture; readonly isWide?: boolean }
  | { readonly kind: 'table'; readonly table: ReportTable }
  | { readonly kind: 'examples'; readonly title: string; readonly explanation: string; readonly examples: readonly ReportExample[]; readonly left: number };

/** A section of the report, under its own heading. */
export interface ReportSection {
  readonly title: string;
  readonly parts: readonly ReportPart[];
}
