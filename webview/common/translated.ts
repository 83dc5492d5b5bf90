import * as l10n from '@vscode/l10n';

/** A constant text of `src/core` or `src/shared` in the page's language. Translators get it where tools/docs/constantTexts.ts names it; all others stay as they are. */
export function translated(text: string, ...values: readonly string[]): string {
  return l10n.t(text, ...values);
}
