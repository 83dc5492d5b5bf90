import axe from 'axe-core';
import type { AxeResults, NodeResult, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Everything of WCAG 2.0 to 2.2 at levels A and AA, and what axe-core calls best practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// axe-core leaves this WCAG 2.2 rule off until it is asked for.
const options: RunOptions = { runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] };

export interface AccessibilityViolation {
  readonly rule: string;
  readonly help: string;
  /** Selector and outer HTML, one for each element. */
  readonly elements: readonly string[];
}

/**
 * What axe-core finds wrong in the page as it stands, contrast of the theme's colours included; empty when nothing is.
 * Every webview is held to `expect(await accessibilityViolations(panel.page)).toEqual([])` in each of the `themes`.
 */
export async function accessibilityViolations(page: Page): Promise<readonly AccessibilityViolation[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate((given): Promise<AxeResults> => (window as unknown as { axe: typeof axe }).axe.run(document, given as RunOptions), options as object);
  return found.violations.map(({ id, help, nodes }) => ({ rule: id, help, elements: nodes.map(described) }));
}

function described({ target, html, failureSummary }: NodeResult): string {
  const place = target.map((part) => (typeof part === 'string' ? part : part.join(' > '))).join(' in ');
  return `${place}: ${html.slice(0, 200)} ${(failureSummary ?? '').replaceAll(/\s+/g, ' ').slice(0, 240)}`;
}
