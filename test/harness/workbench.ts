import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { EditorSettings } from './editorServer';
import { quietWorkspaceSettings } from './temporaryWorkspace';
import { patience, waitFor } from './timeLimit';

export type Theme = 'light' | 'dark' | 'hc' | 'hc-light';

/** The file name shows in a class of the workbench once the theme is applied; the kind alone would match too early. */
const themes: Record<Theme, { name: string; file: string }> = {
  light: { name: 'Light Modern', file: 'light_modern' },
  dark: { name: 'Dark Modern', file: 'dark_modern' },
  hc: { name: 'Default High Contrast', file: 'hc_black' },
  'hc-light': { name: 'Default High Contrast Light', file: 'hc_light' },
};

/** How long the palette may take to list a command that it knows. */
const paletteMilliseconds = 10_000;

export interface StatusBarItem {
  text: string;
  /** What a screen reader says; it holds the tooltip where the text is only an icon. */
  label: string;
}

interface Window {
  page: Page;
  folder: string;
  artifacts: string;
  address: string;
}

/** Drives one VS Code window the way a user does, and waits for what the user would see before it returns. */
export class Workbench {
  private window: Window | undefined;
  private workspaceSettings: EditorSettings = { ...quietWorkspaceSettings };

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
    const tab = this.page.locator('.editor-group-container.active .tab.active', { hasText: path.basename(name) });
    await tab.waitFor();
    return tab;
  }

  /**
   * A command by its title in the palette, category included: "Preflens: Score dataset". The palette is opened again where it lacks
   * the command: one that opened before the window had read the extensions never hears of theirs.
   */
  async runCommand(title: string): Promise<void> {
    await waitFor(`The command "${title}"`, async () => {
      await this.showQuickInput('F1', `>${title}`);
      const isRun = await this.clickRow(title, paletteMilliseconds).then(() => true as const, () => undefined);
      if (!isRun) await this.page.keyboard.press('Escape');
      return isRun;
    });
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
    return this.quickInputRows().locator('.label-name').allInnerTexts();
  }

  /**
   * Settings of the workspace, which an open window takes over at once. The user's own settings are read when the window opens
   * and not watched in this set-up: give those to useEditor.
   */
  async setSettings(settings: EditorSettings): Promise<void> {
    this.workspaceSettings = { ...this.workspaceSettings, ...settings };
    await writeWorkspaceSettings(this.folder, this.workspaceSettings);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.setSettings({ 'workbench.colorTheme': themes[theme].name });
    await this.page.locator(`.monaco-workbench[class*="themes-${themes[theme].file}-json"]`).waitFor();
  }

  /** A picture among the artifacts of the run. Returns its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(this.open.artifacts, `${name.replace(/[^\w.-]+/g, '-').slice(0, 120)}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled', timeout: 20_000 });
    return file;
  }

  /** The visible items, from left to right. */
  getStatusBar(): Promise<StatusBarItem[]> {
    // In one step inside the page: items come and go, and asking for each by its number would wait for one that is gone.
    return this.page.locator('.statusbar-item').evaluateAll((items) =>
      items
        .filter((item) => item.getClientRects().length > 0)
        .map((item) => ({ text: (item as HTMLElement).innerText.trim(), label: item.getAttribute('aria-label') ?? '' })),
    );
  }

  /** Waits for an item whose text or label matches. */
  waitForStatusBar(pattern: RegExp, milliseconds?: number): Promise<StatusBarItem> {
    const matches = ({ text, label }: StatusBarItem): boolean => pattern.test(text) || pattern.test(label);
    return waitFor(`A status bar item like ${pattern}`, async () => (await this.getStatusBar()).find(matches), milliseconds);
  }

  /**
   * A notification by its text, with its buttons inside. It is looked for in the notification centre: the editor shows no
   * pop-ups while it is driven by tests.
   */
  async notification(text: string | RegExp, milliseconds = patience): Promise<Locator> {
    const centre = this.page.locator('.notifications-center.visible');
    if (!(await centre.isVisible())) await this.page.locator('[id="status.notifications"]').click();
    const item = centre.locator('.notification-list-item', { hasText: text }).first();
    await item.waitFor({ timeout: milliseconds });
    return item;
  }

  /** The text editor of the active group. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor[data-uri]').first();
  }

  /** The document of the webview in the visible tab with this title. */
  async webviewFrame(title: string, milliseconds = patience): Promise<Frame> {
    return waitFor(`A webview titled "${title}"`, () => this.findWebview(title), milliseconds);
  }

  readWorkspaceFile(name: string): Promise<string> {
    return readFile(path.join(this.folder, name), 'utf8');
  }

  writeWorkspaceFile(name: string, text: string): Promise<void> {
    return writeFile(path.join(this.folder, name), text);
  }

  /** The tab names no frame, but the empty element in its editor group names, for screen readers, the overlay that holds it. */
  private async findWebview(title: string): Promise<Frame | undefined> {
    const group = this.page.locator('.editor-group-container', { has: this.page.locator('.tab.active').getByText(title, { exact: true }) });
    const overlay = await group.locator('.editor-instance [aria-flowto]').first().getAttribute('aria-flowto', { timeout: 1_000 }).catch(() => null);
    if (overlay === null) return undefined;
    // While the webview still loads, its frames are replaced under our hands: ask again later.
    return this.innerFrame(overlay).catch(() => undefined);
  }

  /** VS Code loads the document in a frame of its own inside the webview's frame, and marks it active when it is shown. */
  private async innerFrame(name: string): Promise<Frame | undefined> {
    const inner = await this.page.frame({ name })?.$('iframe#active-frame');
    return (await inner?.contentFrame()) ?? undefined;
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-filter input, .quick-input-widget:visible .quick-input-box input').first();
  }

  private quickInputRows(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  /** The key is pressed again until the input shows: the first press is lost while the window still loads its key bindings. */
  private async showQuickInput(key: string, text: string): Promise<void> {
    await waitFor('The quick input', async () => {
      await this.page.keyboard.press(key);
      return this.quickInput().waitFor({ timeout: 3_000 }).then(() => true as const, () => undefined);
    });
    await this.quickInput().fill(text);
  }

  private async clickRow(label: string, timeout = patience): Promise<void> {
    const row = this.quickInputRows().filter({ has: this.page.locator('.label-name').getByText(label, { exact: true }) }).first();
    await row.click({ timeout });
  }
}

async function writeWorkspaceSettings(folder: string, settings: EditorSettings): Promise<void> {
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings, null, 2));
}
