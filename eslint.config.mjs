import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** The layers of docs/architecture.md: each folder may import itself and what is listed here, nothing else. */
const mayImport = {
  core: [],
  shared: ['core'],
  plots: ['core'],
  report: ['core', 'plots'],
  app: ['core'],
  engine: ['core'],
  io: ['core'],
  cli: ['core', 'app', 'engine', 'io', 'plots', 'report'],
  editor: ['core', 'app', 'engine', 'io', 'plots', 'report', 'shared'],
};
const layers = Object.keys(mayImport);

const zones = [
  ...layers.map((layer) => ({
    target: `./src/${layer}`,
    from: ['./src', './webview', './test', './bench', './tools'],
    except: [layer, ...mayImport[layer]].map((name) => `./${name}`),
    message: `src/${layer} may import only: ${[layer, ...mayImport[layer]].join(', ')}.`,
  })),
].flatMap((zone) => [
  {
    target: zone.target,
    from: './src',
    except: zone.except,
    message: zone.message,
  },
  ...['./webview', './test', './bench', './tools'].map((from) => ({ target: zone.target, from, message: zone.message })),
]);

const webviewZones = ['app', 'engine', 'io', 'report', 'cli', 'editor'].map((layer) => ({
  target: './webview',
  from: `./src/${layer}`,
  message: 'webview may import only src/shared, src/plots and src/core.',
}));

const nodeBuiltins = { group: ['node:*', 'fs', 'path', 'os', 'child_process', 'crypto', 'worker_threads'], message: 'This layer must run without Node.' };
const vscodeModule = { group: ['vscode'], message: 'Only src/editor may import vscode.' };
const toolkit = { group: ['@vscode/webview-ui-toolkit*'], message: 'Only webview/common/ui.ts may import the component toolkit.' };
const zodOnly = { regex: '^(?!zod$|jsonc-parser$|diff$|ml-matrix$|pure-rand/|eld/extrasmall$|validator/lib/|libphonenumber-js/min$|\\.)', message: 'core imports zod and small pure libraries only.' };

const plotLibraryOnly = { regex: '^(?!@observablehq/plot$|\\.)', message: 'plots imports core and the plotting library only.' };

const restrict = (files, patterns, extra = {}) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
  ...extra,
});

export default tseslint.config(
  { ignores: ['dist/**', '.build/**', '.cache/**', 'node_modules/**', 'test/artifacts/**', '.train/**', 'docs/**'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts'] } } },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: [...zones, ...webviewZones] }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'no-eval': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  restrict(['src/core/**/*.ts'], [nodeBuiltins, vscodeModule, zodOnly]),
  restrict(['src/plots/**/*.ts'], [plotLibraryOnly]),
  restrict(['src/app/**/*.ts', 'src/shared/**/*.ts', 'src/report/**/*.ts', 'webview/**/*.ts'], [nodeBuiltins, vscodeModule, toolkit]),
  restrict(['src/engine/**/*.ts', 'src/io/**/*.ts', 'src/cli/**/*.ts'], [vscodeModule, toolkit]),
  restrict(['webview/common/ui.ts'], [nodeBuiltins, vscodeModule]),
  { files: ['webview/**/*.ts'], rules: { 'no-restricted-properties': ['error', { property: 'innerHTML', message: 'Dataset text never becomes markup: use textContent.' }, { property: 'outerHTML' }, { property: 'insertAdjacentHTML' }] } },
  { files: ['src/cli/**/*.ts', 'test/harness/**/*.ts', 'bench/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['**/*.mjs'], rules: { 'no-console': 'off' } },
);
