import type { Page } from 'playwright-core';

import { waitFor } from './timeLimit';

/** Runs a command with nothing but keys: the palette, the command's title, Enter. */
export async function runByKeys(page: Page, title: string): Promise<void> {
  await waitFor('the palette', async () => {
    await page.keyboard.press('F1');
    return page.locator('.quick-input-widget:visible input').first().waitFor({ timeout: 3_000 }).then(() => true as const, () => undefined);
  });
  await page.keyboard.type(title);
  await page.locator('.quick-input-widget:visible .monaco-list-row.focused .label-name').getByText(title, { exact: true }).waitFor();
  await page.keyboard.press('Enter');
}
