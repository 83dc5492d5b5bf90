import { repositoryRoot } from './repositoryRoot';

interface AddressOptions {
  authority: string;
  folder: string;
  /** The bundled suites to run in the extension host; without it the editor just opens. */
  testsPath?: string;
  /** Added to the environment of the extension host. */
  environment?: Record<string, string>;
}

/** PREFLENS_TEST_EXTENSION names an unpacked package to test in place of the repository. */
const extensionFolder = process.env['PREFLENS_TEST_EXTENSION'] ?? repositoryRoot;

/** The page that opens `folder` in an editor which loads this repository as an extension under development. */
export function editorAddress({ authority, folder, testsPath, environment }: AddressOptions): string {
  const remote = (file: string): string => `vscode-remote://${authority}${file}`;
  const payload: [string, string][] = [
    ['extensionDevelopmentPath', remote(extensionFolder)],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  if (testsPath !== undefined) payload.push(['extensionTestsPath', remote(testsPath)]);
  if (environment !== undefined) payload.push(['extensionEnvironment', JSON.stringify(environment)]);
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://${authority}/?${query.toString()}`;
}
