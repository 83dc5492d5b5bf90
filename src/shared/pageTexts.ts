/** Id of the element of a page that holds its `PageTexts` as JSON; a page in English has none. */
export const pageTextsId = 'page-texts';

/** The texts of a page in the language of VS Code. */
export interface PageTexts {
  /** BCP 47, as `Intl` takes it. */
  readonly language: string;
  /** Translations by English text, as `vscode.l10n.bundle` has them. */
  readonly bundle: Readonly<Record<string, string>>;
}
