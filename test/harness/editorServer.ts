import { createWriteStream } from 'node:fs';
import { mkdir, rm, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cleanEnvironment } from './cleanEnvironment';
import { fetchEditor } from './editorServerInstall';
import { type MarkedProcess, newMark, spawnMarked } from './markedProcesses';
import { removeFolder, temporaryFolder } from './temporaryWorkspace';
import { TimeLimitError, waitFor, withTimeLimit } from './timeLimit';

export type EditorSettings = Record<string, unknown>;

/** A quiet editor: nothing that phones home, nothing that covers the window, nothing that moves by itself. */
const quietSettings: EditorSettings = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  // The theme is the one that a test sets, whatever the machine prefers.
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'workbench.enableExperiments': false,
  // The tooltip of what was clicked last would cover what is clicked next.
  'workbench.hover.delay': 100_000,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** A VS Code server on a free port of this machine, with settings and extensions folders of its own. */
export class EditorServer {
  private constructor(
    readonly authority: string,
    private readonly server: MarkedProcess,
    private readonly dataFolder: string,
  ) {}

  static async start(logFile: string): Promise<EditorServer> {
    const editor = await fetchEditor();
    const dataFolder = await temporaryFolder('editor');
    const server = spawnMarked(editor.node, [editor.entry, ...serverOptions(dataFolder)], serverProcessOptions(dataFolder), newMark());
    try {
      await writeSettingsFile(dataFolder, {});
      return new EditorServer(await listeningAuthority(server, logFile), server, dataFolder);
    } catch (error) {
      server.endAll();
      await removeFolder(dataFolder);
      throw error;
    }
  }

  /** Rejects when the server ends by itself: whoever waits for the page would otherwise wait for ever. */
  async failWhenEnded(): Promise<never> {
    throw new Error(`The editor server ended by itself (status ${(await this.server.exited) ?? 'unknown'}).`);
  }

  /** The user's settings, on top of the quiet ones. An open window takes them over at once. */
  writeSettings(settings: EditorSettings): Promise<void> {
    return writeSettingsFile(this.dataFolder, settings);
  }

  async stop(): Promise<void> {
    this.server.endAll();
    await withTimeLimit(this.server.exited, 10_000, 'Ending the editor server');
    await removeFolder(this.dataFolder);
  }
}

function serverOptions(dataFolder: string): string[] {
  return [
    ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--config', path.join(dataFolder, 'config.yaml')],
    ...['--user-data-dir', dataFolder, '--extensions-dir', path.join(dataFolder, 'extensions')],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'],
    // Long enough for a hiccup, short enough that the extension host of a closed window does not stay for hours.
    ...['--reconnection-grace-time', '20'],
    // Built editors ignore the development keys of the page's address without this: the suites would silently never run.
    ...['--vscode-option', 'enable-smoke-test-driver'],
  ];
}

/** Its home is the data folder too, so that nothing of the user's own editor is read or written; and it has no marketplace. */
function serverProcessOptions(dataFolder: string) {
  const environment = { ...cleanEnvironment(), XDG_CONFIG_HOME: dataFolder, XDG_DATA_HOME: dataFolder, PREFLENS_STORE: path.join(dataFolder, 'scores'), EXTENSIONS_GALLERY: '{}' };
  return { cwd: dataFolder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
}

async function writeSettingsFile(dataFolder: string, settings: EditorSettings): Promise<void> {
  const file = path.join(dataFolder, 'User', 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  // Settings of the machine, which extensions write in a window, would stand above the user's in the next one.
  await rm(path.join(dataFolder, 'Machine', 'settings.json'), { force: true });
}

/** The server chooses its port and says so in its log, which leaves no moment in which another process could take the port. */
async function listeningAuthority(server: MarkedProcess, logFile: string): Promise<string> {
  await mkdir(path.dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  server.child.stdout?.pipe(log);
  server.child.stderr?.pipe(log);
  let ended = false;
  void server.exited.then(() => (ended = true));
  const authority = await waitFor('The editor server tells its address', () => readAddress(logFile, ended), 60_000);
  await waitFor('The editor server answers', () => answers(authority), 60_000);
  return authority;
}

async function readAddress(logFile: string, ended: boolean): Promise<string | undefined> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  const address = /listening on http:\/\/(127\.0\.0\.1:\d+)/.exec(text)?.[1];
  if (address === undefined && ended) throw new TimeLimitError(`The editor server did not start:\n${text}`);
  return address;
}

async function answers(authority: string): Promise<true | undefined> {
  const response = await fetch(`http://${authority}/healthz`).catch(() => undefined);
  return response?.ok === true ? true : undefined;
}
