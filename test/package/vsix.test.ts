import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import AdmZip from 'adm-zip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { pairScoreSchema } from '../../src/core/scoring/pairScore';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'preflens-package-'));
const copy = path.join(folder, 'repository');
const installed = path.join(folder, 'installed');
const target = `${process.platform}-${process.arch}`;
const leftOut = new Set(['node_modules', '.git', '.cache', '.build', 'dist', 'artifacts']);
let names: string[] = [];

/** Packaging rewrites dist, which other layers use, so it happens in a copy. */
beforeAll(() => {
  cpSync(root, copy, { recursive: true, filter: (source) => !leftOut.has(path.basename(source)) && !source.endsWith('.vsix') });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  execFileSync(process.execPath, ['tools/package.mjs'], { cwd: copy, stdio: 'pipe' });
  const archive = new AdmZip(path.join(copy, `preflens-${target}.vsix`));
  names = archive.getEntries().map((entry) => entry.entryName);
  archive.extractAllTo(installed);
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('scores the sample by itself: native binding, worker and models are all there', () => {
    const extension = path.join(installed, 'extension');
    const words = [path.join(extension, 'dist/cli.js'), 'score', path.join(extension, 'media/sample/preferences.jsonl'), '--rows', '0-1'];
    const lines = execFileSync(process.execPath, words, { cwd: folder }).toString().trimEnd().split('\n');
    expect(lines.map((line) => pairScoreSchema.parse(JSON.parse(line)).row)).toEqual([0, 1]);
  });

  it('holds the binaries of one platform only, and neither sources nor tests', () => {
    const binaries = names.filter((name) => name.includes('/napi-v6/')).map((name) => name.split('/napi-v6/')[1]!.split('/').slice(0, 2).join('-'));
    expect(new Set(binaries)).toEqual(new Set([target]));
    expect(names.filter((name) => /\.ts$|\/(src|test|tools|bench)\/|\.map$/.test(name))).toEqual([]);
  });

  it('holds every file that its manifest names', () => {
    const manifest = JSON.parse(readFileSync(path.join(installed, 'extension/package.json'), 'utf8')) as { main: string; icon: string };
    for (const file of [manifest.main, manifest.icon, 'package.nls.json', 'l10n/bundle.l10n.json', 'dist/webview/pair.js', 'dist/webview/pairStyle.css', 'dist/third-party-licences.txt']) {
      expect(names, file).toContain(path.posix.join('extension', file));
    }
  });

  it('holds the licences of what was bundled, and of what ships beside the bundles', () => {
    const notices = readFileSync(path.join(installed, 'extension/dist/third-party-licences.txt'), 'utf8');
    const named = new Set([...notices.matchAll(/^(\S+) \d\S* \(.+\)\n-+$/gm)].map((match) => match[1]));
    const outputs = JSON.parse(readFileSync(path.join(copy, 'dist/outputs.json'), 'utf8')) as Record<string, { inputs: Record<string, unknown> }>;
    const bundled = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)).flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
    expect(bundled).toEqual(expect.arrayContaining(['commander', 'hyparquet', 'markdown-it', 'eld']));
    expect([...new Set([...bundled, 'onnxruntime-node', 'onnxruntime-common'])].filter((name) => !named.has(name))).toEqual([]);
  });
});
