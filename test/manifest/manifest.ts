import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly scope?: string;
  readonly order?: number;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly key?: string;
}

/** The parts of package.json that users see. */
export interface Manifest {
  readonly displayName: string;
  readonly description: string;
  readonly icon: string;
  readonly main: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly description: string; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string; readonly title: string; readonly enablement?: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string; readonly contextualTitle: string; readonly when?: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly title: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly languages: readonly { readonly id: string; readonly filenames: readonly string[] }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly customEditors: readonly { readonly viewType: string; readonly displayName: string; readonly priority: string; readonly selector: readonly { readonly filenamePattern: string }[] }[];
    readonly languageModelTools: readonly { readonly name: string; readonly toolReferenceName: string; readonly displayName: string; readonly userDescription: string; readonly modelDescription: string; readonly canBeReferencedInPrompt: boolean; readonly tags: readonly string[]; readonly inputSchema: Readonly<Record<string, unknown>> }[];
    readonly keybindings: readonly MenuEntry[];
    readonly configuration: readonly { readonly title: string; readonly properties: Readonly<Record<string, Setting>> }[];
    readonly colors: readonly { readonly id: string; readonly description: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly title: string;
      readonly description: string;
      readonly icon: string;
      readonly steps: readonly {
        readonly id: string;
        readonly title: string;
        readonly description: string;
        readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

export function readRepositoryFile(name: string): string {
  return readFileSync(path.join(repositoryRoot, name), 'utf8');
}

export const manifest = JSON.parse(readRepositoryFile('package.json')) as Manifest;
export const texts = JSON.parse(readRepositoryFile('package.nls.json')) as Readonly<Record<string, string>>;

export const settings: Readonly<Record<string, Setting>> = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties));

/** Source of the editor layer, by file. */
export function editorSources(): Readonly<Record<string, string>> {
  const folder = path.join(repositoryRoot, 'src', 'editor');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** Every match of the first group of a pattern in the editor layer. */
export function findInEditor(pattern: RegExp): string[] {
  return Object.values(editorSources()).flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''));
}
