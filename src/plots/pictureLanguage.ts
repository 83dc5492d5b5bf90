/** The language of a picture. A page gives its own; reports have English. */
export interface PictureLanguage {
  /** The text in that language, with values in place of {0}, {1} … */
  t(text: string, ...values: readonly string[]): string;
  /** BCP 47, of numbers. */
  readonly language: string;
}

/** What stands in the code. */
export const english: PictureLanguage = {
  t: (text, ...values) => text.replace(/\{(\d)\}/g, (_, place: string) => values[Number(place)] ?? ''),
  language: 'en-US',
};

/** How the ticks of an axis are written; nothing in English, which the plotting library writes itself. */
export function ticksOf({ language }: PictureLanguage): { readonly tickFormat?: (value: number) => string } {
  return language === english.language ? {} : { tickFormat: (value) => value.toLocaleString(language).replace('-', '\u2212') };
}
