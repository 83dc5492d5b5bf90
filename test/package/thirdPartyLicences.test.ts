import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

type Outputs = Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;

interface Module {
  thirdPartyLicences(outputs: Outputs, options: { readonly root: string; readonly shipped: readonly string[] }): string;
}

const { thirdPartyLicences } = (await import(pathToFileURL(path.resolve(import.meta.dirname, '../../tools/thirdPartyLicences.mjs')).href)) as Module;
let root = '';

beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'preflens-licences-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Installs a package, and tells what esbuild would say of a bundle that holds its code. */
function installed(folder: string, manifest: object, files: Readonly<Record<string, string>> = {}): Outputs {
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(path.join(root, folder, 'package.json'), JSON.stringify({ name: folder.split('node_modules/').at(-1), version: '1.2.3', ...manifest }));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, folder, name), text);
  return { 'dist/extension.js': { inputs: { [`${folder}/lib/index.js`]: { bytesInOutput: 10 } } } };
}

const notices = (outputs: Outputs, shipped: readonly string[] = []) => thirdPartyLicences(outputs, { root, shipped });

describe('notices of third parties', () => {
  it('tell name, version, licence and its text, and what a NOTICE file asks to be passed on', () => {
    const text = notices(installed('node_modules/@scope/one', { license: 'Apache-2.0' }, { 'LICENSE.md': 'The terms.', NOTICE: 'By the makers.', 'license.js': 'code' }));
    expect(text).toBe('@scope/one 1.2.3 (Apache-2.0)\n-----------------------------\nThe terms.\n\nBy the makers.\n');
  });

  it('tell apart versions of a package, and hold what ships unbundled', () => {
    const outer = installed('node_modules/two', { license: 'MIT' }, { LICENCE: 'Outer.' });
    const inner = installed('node_modules/one/node_modules/two', { license: 'MIT', version: '2.0.0' }, { LICENCE: 'Inner.' });
    installed('dist/node_modules/native', { license: 'MIT' }, { LICENSE: 'Native.' });
    const text = notices({ ...outer, 'dist/cli.js': inner['dist/extension.js']! }, [path.join(root, 'dist/node_modules/native')]);
    expect(text.match(/^[\w/]+ \d.*$/gm)).toEqual(['native 1.2.3 (MIT)', 'two 1.2.3 (MIT)', 'two 2.0.0 (MIT)']);
  });

  it('leave out what was shaken off, and hold dependencies, which a package may be published with', () => {
    installed('node_modules/unused', { license: 'MIT' }, { LICENSE: 'Unused.' });
    installed('node_modules/inlined', { license: 'ISC' }, { LICENSE: 'Inlined.' });
    const outputs = installed('node_modules/used', { license: 'MIT', dependencies: { inlined: '*', absent: '*' } }, { LICENSE: 'Used.' });
    const text = notices({ ...outputs, 'dist/cli.js': { inputs: { 'node_modules/unused/index.js': { bytesInOutput: 0 }, 'src/cli/main.ts': { bytesInOutput: 5 } } } });
    expect(text.match(/^\w+ \d.*$/gm)).toEqual(['inlined 1.2.3 (ISC)', 'used 1.2.3 (MIT)']);
  });

  it('give the standard text where a package names its licence alone', () => {
    const text = notices(installed('node_modules/bare', { license: 'MIT', author: { name: 'A. Author' }, repository: 'https://example.org/bare' }));
    expect(text).toContain('By A. Author.\nhttps://example.org/bare\n\nPermission is hereby granted, free of charge');
  });

  it('are refused for a package without a licence, without its text, and under a licence that binds the bundle', () => {
    expect(() => notices(installed('node_modules/none', {}))).toThrow(/none 1\.2\.3: it names no licence/);
    expect(() => notices(installed('node_modules/textless', { license: 'BSD-3-Clause' }))).toThrow(/textless 1\.2\.3: it holds no text.*licenceTexts\/BSD-3-Clause\.txt/);
    expect(() => notices(installed('node_modules/binding', { license: 'GPL-3.0' }, { LICENSE: 'GPL' }))).toThrow(/binding 1\.2\.3: its licence, "GPL-3\.0"/);
  });
});
