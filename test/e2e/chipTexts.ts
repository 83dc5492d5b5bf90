import type { Page } from 'playwright-core';

/** Texts of the chips in view, from top to bottom. VS Code paints them as style sheet content, so they are in no element's text. */
export async function chipTexts(page: Page): Promise<string[]> {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('.editor-group-container.active .view-lines .view-line, .editor-group-container .monaco-editor[data-uri$=".jsonl"] .view-lines .view-line')]
      .map((line) => {
        const spans = [...line.querySelectorAll('span[class*="ced-"]')];
        const contents = spans.map((span) => getComputedStyle(span, '::before').content).filter((content) => content !== 'none' && content !== 'normal');
        return { top: line.getBoundingClientRect().top, text: contents.join('') };
      })
      .filter(({ text }) => text !== ''),
  );
  return found.sort((a, b) => a.top - b.top).map(({ text }) => text.replaceAll('"', '').replaceAll('\u00a0', ' ').trim());
}
