/** What large libraries know of texts. */
export interface TextLibraries {
  /** ISO 639-1 code of the language of a piece of prose; undefined where it cannot be told reliably. */
  readonly languageOf: (prose: string) => string | undefined;
  /** Whether a candidate fits the numbering plan of its country (the United States unless it begins with +). */
  readonly isPhoneNumber: (candidate: string) => boolean;
}

let loading: Promise<TextLibraries> | undefined;

/**
 * Loads them once, when findings are first looked for: their tables take 40 MB and a fifth of a second, which nobody should pay for
 * opening an editor.
 */
export function loadTextLibraries(): Promise<TextLibraries> {
  loading ??= load();
  return loading;
}

async function load(): Promise<TextLibraries> {
  const [{ eld }, phones] = await Promise.all([import('eld/extrasmall'), import('libphonenumber-js/min')]);
  return {
    languageOf: (prose) => {
      const { language, isReliable } = eld.detect(prose);
      return language !== '' && isReliable() ? language : undefined;
    },
    isPhoneNumber: (candidate) => phones.parsePhoneNumberFromString(candidate, 'US')?.isPossible() ?? false,
  };
}
