import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { EditorServer, EditorSettings } from './editorServer';
import { waitFor } from './timeLimit';

export type Theme = 'light' | 'dark' | 'hc' | 'hc-light';

const themes: Record<Theme, { name: string; className: string }> = {
  light: { name: 'Light Modern', className: 'vs' },
  dark: { name: 'Dark Modern', className: 'vs-dark' },
  hc: { name: 'Default High Contrast', className: 'hc-black' },
  'hc-light': { name: 'Default High Contrast Light', className: 'hc-light' },
};

export interface StatusBarItem {
  text: string;
  /** What a screen reader says; it holds the tooltip where the text is only an icon. */
  label: string;
}

interface Window {
  page: Page;
  folder: string;
  artifacts: string;
  server: EditorServer;
  settings: EditorSettings;
  address: string;
}

/** Drives one VS Code window the way a user does, and waits for what the user would see before it returns. */
export class Workbench {
  private window: Window | undefined;

  private get open(): Window {
    if (this.window === undefined) throw new Error('The window is not open yet: use the workbench inside tests and hooks.');
    return this.window;
  }

  get page(): Page {
    return this.open.page;
  }

  /** The folder that the window shows, on disk. */
  get folder(): string {
    return this.open.folder;
  }

  async attach(window: Window): Promise<void> {
    this.window = window;
    await this.openWorkspace();
  }

  /** Opens the workspace anew, as a reload of the window does: unsaved text stays, the extension starts again. */
  async openWorkspace(): Promise<void> {
    await this.page.goto(this.open.address);
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    await this.page.locator('.statusbar-item').first().waitFor();
  }

  /** A file by its path in the workspace; `line` puts the cursor there. */
  async openFile(name: string, line?: number): Promise<Locator> {
    const file = path.join(this.folder, name);
    await this.showQuickInput('ControlOrMeta+P', line === undefined ? file : `${file}:${line}`);
    await this.quickInputRows().filter({ has: this.page.getByText(path.basename(name), { exact: true }) }).first().click();
    const tab = this.page.locator('.tabs-container .tab.active', { hasText: path.basename(name) });
    await tab.waitFor();
    return tab;
  }

  /** A command by its title in the palette, category included: "Preflens: Score dataset". */
  async runCommand(title: string): Promise<void> {
    await this.showQuickInput('F1', `>${title}`);
    await this.clickRow(title);
  }

  /** Chooses from the list that is open, by the exact label of the entry. */
  async choose(label: string): Promise<void> {
    await this.quickInput().waitFor();
    await this.clickRow(label);
  }

  /** Types into the input box that is open and accepts it. */
  async answer(text: string): Promise<void> {
    await this.quickInput().waitFor();
    await this.quickInput().fill(text);
    await this.quickInput().press('Enter');
  }

  /** The labels of the list that is open. */
  async choices(): Promise<string[]> {
    await this.quickInputRows().first().waitFor();
    return this.quickInputRows().locator('.quick-input-list-label .label-name').first().isVisible().then(() => this.rowLabels().allInnerTexts());
  }

  async setSettings(settings: EditorSettings): Promise<void> {
    this.open.settings = { ...this.open.settings, ...settings };
    await this.open.server.writeSettings(this.open.settings);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.setSettings({ 'workbench.colorTheme': themes[theme].name });
    await this.page.locator(`.monaco-workbench.${themes[theme].className}`).waitFor();
  }

  /** A picture among the artifacts of the run. Returns its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(this.open.artifacts, `${name.replace(/[^\w.-]+/g, '-').slice(0, 120)}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled', timeout: 20_000 });
    return file;
  }

  /** The visible items, from left to right. */
  async getStatusBar(): Promise<StatusBarItem[]> {
    const items = await this.page.locator('.statusbar-item:visible').all();
    return Promise.all(items.map(async (item) => ({ text: (await item.innerText()).trim(), label: (await item.getAttribute('aria-label')) ?? '' })));
  }

  /** Waits for an item whose text or label matches. */
  waitForStatusBar(pattern: RegExp, milliseconds?: number): Promise<StatusBarItem> {
    const matches = ({ text, label }: StatusBarItem): boolean => pattern.test(text) || pattern.test(label);
    return waitFor(`A status bar item like ${pattern}`, async () => (await this.getStatusBar()).find(matches), milliseconds);
  }

  /** A notification by its text; buttons are inside it. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item', { hasText: text });
  }

  /** The text editor of the active group. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[data-uri]').first();
  }

  /** The document inside the webview of the visible tab or view with this title. */
  async webviewFrame(title: string, milliseconds = 30_000): Promise<Frame> {
    return waitFor(`A webview titled "${title}"`, () => this.findWebview(title), milliseconds);
  }

  readWorkspaceFile(name: string): Promise<string> {
    return readFile(path.join(this.folder, name), 'utf8');
  }

  writeWorkspaceFile(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, name), text);
  }

  private async findWebview(_title: string): Promise<Frame | undefined> {
    return undefined;
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-filter input, .quick-input-widget:visible .quick-input-box input').first();
  }

  private quickInputRows(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  private rowLabels(): Locator {
    return this.quickInputRows().locator('.label-name');
  }

  /** The key is pressed again until the input shows: the first press is lost while the window still loads its key bindings. */
  private async showQuickInput(key: string, text: string): Promise<void> {
    await waitFor('The quick input', async () => {
      await this.page.keyboard.press(key);
      return this.quickInput().waitFor({ timeout: 3_000 }).then(() => true as const, () => undefined);
    });
    await this.quickInput().fill(text);
  }

  private async clickRow(label: string): Promise<void> {
    const row = this.quickInputRows().filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) }).first();
    await row.click();
  }
}
