import path from 'node:path';

import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });

/** Rules that a file with these imports breaks, as if it stood at `file`. */
async function broken(file: string, ...imports: string[]): Promise<(string | null)[]> {
  const names = imports.map((_, index) => `name${index}`);
  const text = [...imports.map((from, index) => `import { name${index} } from '${from}';`), `export const all = [${names.join(', ')}];`, ''].join('\n');
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

const zones = 'import-x/no-restricted-paths';
const modules = 'no-restricted-imports';

/** The direction of imports is the architecture: a rule that stopped working would go unnoticed. */
describe('the linter refuses', () => {
  it.each([
    ['core that knows the engine', 'src/core/scoring/x.ts', '../../engine/model/decoder', zones],
    ['core that knows Node', 'src/core/scoring/x.ts', 'node:fs', modules],
    ['core that takes in a large library', 'src/core/scoring/x.ts', 'onnxruntime-node', modules],
    ['app that knows io', 'src/app/x.ts', '../io/openRowSource', zones],
    ['app that knows Node', 'src/app/x.ts', 'node:path', modules],
    ['an engine that knows io', 'src/engine/x.ts', '../io/openRowSource', zones],
    ['io that knows the engine', 'src/io/x.ts', '../engine/workerScorer', zones],
    ['a command line that knows the editor', 'src/cli/x.ts', '../editor/extension', zones],
    ['vscode in the command line', 'src/cli/x.ts', 'vscode', modules],
    ['vscode in the engine', 'src/engine/x.ts', 'vscode', modules],
    ['a webview that knows the use cases', 'webview/pair/x.ts', '../../src/app/scoreRows', zones],
    ['pictures that know the use cases', 'src/plots/x.ts', '../app/scoreRows', zones],
    ['pictures that know Node', 'src/plots/x.ts', 'node:fs', modules],
    ['pictures that take in another library', 'src/plots/x.ts', 'linkedom', modules],
    ['core that draws', 'src/core/scoring/x.ts', '../../plots/marginHistogram', zones],
    ['a report that knows the command line', 'src/report/x.ts', '../cli/usageError', zones],
    ['a report that knows Node', 'src/report/x.ts', 'node:fs', modules],
    ['the component toolkit outside its one file', 'webview/pair/x.ts', '@vscode/webview-ui-toolkit', modules],
    ['sources that know the tests', 'src/engine/x.ts', '../../test/engine/support/models', zones],
  ])('%s', async (_, file, from, rule) => {
    expect(await broken(file, from)).toContain(rule);
  });
});

describe('the linter allows', () => {
  it.each([
    ['core: zod', 'src/core/scoring/x.ts', 'zod'],
    ['app: core', 'src/app/x.ts', '../core/ports'],
    ['engine: core', 'src/engine/x.ts', '../core/ports'],
    ['cli: the engine', 'src/cli/x.ts', '../engine/workerScorer'],
    ['editor: vscode', 'src/editor/x.ts', 'vscode'],
    ['webview: shared', 'webview/pair/x.ts', '../../src/shared/pairPanelProtocol'],
    ['webview: pictures', 'webview/pair/x.ts', '../../src/plots/marginHistogram'],
    ['pictures: the plotting library', 'src/plots/x.ts', '@observablehq/plot'],
    ['report: pictures', 'src/report/x.ts', '../plots/marginHistogram'],
    ['cli: the report', 'src/cli/x.ts', '../report/reportHtml'],
    ['the one file: the toolkit', 'webview/common/ui.ts', '@vscode/webview-ui-toolkit'],
  ])('%s', async (_, file, from) => {
    const rules = await broken(file, from);
    expect(rules).not.toContain(zones);
    expect(rules).not.toContain(modules);
  });
});
