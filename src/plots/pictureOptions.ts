import type { PictureLanguage } from './pictureLanguage';

/** What every picture is drawn with. Colours are the custom properties of `pictureColors`, so a page themes its pictures by CSS alone. */
export interface PictureOptions {
  /** Of the page, or of a small DOM implementation outside of one. */
  readonly document: Document;
  /** In CSS pixels; a page may scale the drawing down further, since it has a view box. */
  readonly width: number;
  /** Unlike that of any other picture in the page: the ids of title and description begin with it. */
  readonly id: string;
  /** Marks can be reached by assistive technology one by one, rather than the picture being one image. */
  readonly interactive?: boolean;
  /** Default English. */
  readonly l10n?: PictureLanguage;
}
