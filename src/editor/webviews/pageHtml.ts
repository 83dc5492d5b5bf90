import { pageTextsId, type PageTexts } from '../../shared/pageTexts';

export interface PageParts {
  /** What the policy calls the origin of the extension's own files. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  /** Null for English. */
  readonly texts: PageTexts | null;
}

/** The page of a view. It holds no data: everything about a dataset arrives by message. Its texts come with it, so that they are there before anything is painted. */
export function pageHtml({ cspSource, nonce, script, style, texts }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The nonce is for the one style element with which the component toolkit asks the browser about :focus-visible.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${texts?.language ?? 'en'}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="stylesheet" href="${style}">
<title>Preflens</title>
</head>
<body>
${textsElement(texts)}<script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** The texts of a page, or of VS Code's language where they are English: without a bundle a page is English, and says so. */
export function pageTexts(language: string, bundle: Readonly<Record<string, string>> | undefined): PageTexts | null {
  const [tag] = bundle === undefined ? [] : canonical(language);
  return bundle === undefined || tag === undefined ? null : { language: tag, bundle };
}

/** A data block, which no policy lets run. Without "<" and the line ends of JavaScript nothing in it can end the element. */
export function textsElement(texts: PageTexts | null): string {
  if (texts === null) return '';
  const json = JSON.stringify(texts).replace(/[<\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `<script type="application/json" id="${pageTextsId}">${json}</script>\n`;
}

/** None where it is no language tag, so that nothing else gets into the page. */
function canonical(language: string): readonly string[] {
  try {
    return Intl.getCanonicalLocales(language);
  } catch {
    return [];
  }
}
