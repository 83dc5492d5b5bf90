import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { findingCodes } from '../../src/core/noise/findingCodes';
import { bundles } from './support/bundles';
import { lintFolder } from './support/lintFolder';
import { cut, mended, regionOf, resultsOf, sarifLog } from './support/sarif';

const sample = path.join(bundles.root, 'media/sample/preferences.jsonl');
const folder = lintFolder();
const { write } = folder;

async function lint(...words: string[]) {
  const { stdout, stderr } = await folder.run(['lint', '--format', 'sarif', ...words]);
  if (stdout === '') throw new Error(stderr);
  return sarifLog(stdout);
}

const row = (prompt: string, chosen: string, rejected: string) => JSON.stringify({ prompt, chosen, rejected });

describe('SARIF of preflens lint', () => {
  it('of the sample fits the schema and the limits of code scanning', async () => {
    cpSync(sample, folder.path('data/sample.jsonl'), { recursive: true });
    const log = await lint('data/sample.jsonl');
    const [run] = log.runs;
    const results = resultsOf(log);
    expect(results.length).toBeGreaterThan(4);
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(findingCodes)));
    for (const result of results) {
      expect(rules[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
      expect(result.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({ uri: 'data/sample.jsonl', uriBaseId: '%SRCROOT%' });
    }
    for (const { name, shortDescription, fullDescription, help, helpUri, id, properties } of rules) {
      // Viewers show the name; one that is the id again is against the format.
      expect(name ?? 'Omitted').toMatch(/^[A-Z][A-Za-z0-9]+$/);
      expect(name?.toLowerCase()).not.toBe(id);
      expect([shortDescription?.text, fullDescription?.text, help?.markdown].every((text) => (text ?? '').length > 3)).toBe(true);
      expect(helpUri).toMatch(new RegExp(`^https://.+/findings\\.md#${id}$`));
      expect(properties?.tags?.length).toBeLessThanOrEqual(10);
    }
    expect(new Set(results.map(({ ruleId, partialFingerprints }) => `${ruleId ?? ''} ${partialFingerprints?.['primaryLocationLineHash'] ?? ''}`)).size).toBe(results.length);
  });

  it('points at the text that a finding speaks of, in every text format', async () => {
    const empty = { prompt: 'Grüße 😀?', chosen: 'Yes.', rejected: ' \t' };
    const good = { prompt: 'p', chosen: 'a', rejected: 'b' };
    write('a.jsonl', `\ufeff${JSON.stringify(good)}\r\n\r\n${JSON.stringify(empty)}\r\n`);
    write('b.json', JSON.stringify([good, empty], null, 2));
    write('c.json', `[${JSON.stringify(good)}, ${JSON.stringify(empty)}]`);
    write('d.csv', 'prompt,chosen,rejected\n"several\nlines",a,b\n"Grüße\n😀?",Yes.," \t"\n');
    for (const name of ['a.jsonl', 'b.json', 'c.json', 'd.csv']) {
      const [result] = resultsOf(await lint(name, '--codes', 'empty-rejected'));
      const text = readFileSync(folder.path(name), 'utf8').replace(/^\ufeff/, '');
      expect([name, JSON.parse(name === 'd.csv' ? JSON.stringify(cut(text, regionOf(result!)!)) : `"${cut(text, regionOf(result!)!)}"`)]).toEqual([name, ' \t']);
    }
  });

  it('points at the very characters where a finding names them, through escapes and turns', async () => {
    write('a.jsonl', `${row('Say "hi"\n', 'Grüß "Gott" 😀<|im_end|> so.', 'x')}\n`);
    const [result] = resultsOf(await lint('a.jsonl', '--codes', 'template-token'));
    expect(cut(readFileSync(folder.path('a.jsonl'), 'utf8'), regionOf(result!)!)).toBe('<|im_end|>');
    const fix = result!.fixes!.find(({ description }) => description?.text === 'Strip the tokens from the text.')!;
    expect(JSON.parse(mended(readFileSync(folder.path('a.jsonl'), 'utf8'), fix))).toMatchObject({ chosen: 'Grüß "Gott" 😀 so.' });
  });

  it('a row as a whole is its exact text', async () => {
    const same = row('p', 'same', 'same');
    write('a.json', `{"data": [ ${row('p', 'a', 'b')},\n   ${same} ]}`);
    write('b.jsonl', `${row('p', 'a', 'b')}\n  ${same}\n`);
    for (const name of ['a.json', 'b.jsonl']) {
      const [result] = resultsOf(await lint(name, '--codes', 'identical-responses'));
      expect(cut(readFileSync(folder.path(name), 'utf8'), regionOf(result!)!).trim()).toBe(same);
    }
  });

  it('of packed and binary files names the row and no line', async () => {
    write('a.jsonl.gz', gzipSync(`${row('p', 'same', 'same')}\n`));
    write('plain.jsonl', `${row('p', 'same', 'same')}\n`);
    const exported = await folder.run(['export', 'plain.jsonl', '--out', 'b.parquet']);
    expect(exported.status).toBe(0);
    for (const name of ['a.jsonl.gz', 'b.parquet']) {
      const [result] = resultsOf(await lint(name, '--codes', 'identical-responses'));
      expect(regionOf(result!)).toBeUndefined();
      expect(result?.locations?.[0]).toMatchObject({ physicalLocation: { artifactLocation: { uri: name } }, logicalLocations: [{ name: 'row 0' }] });
      expect(result?.fixes).toBeUndefined();
    }
  });

  it('of a folder of shards names the shard', async () => {
    write('shards/train-00000-of-00002.jsonl', `${row('p', 'a', 'b')}\n`);
    write('shards/train-00001-of-00002.jsonl', `${row('q', 'c', 'd')}\n${row('p', 'same', 'same')}\n`);
    const [result] = resultsOf(await lint('shards', '--codes', 'identical-responses'));
    expect(result?.locations?.[0]?.physicalLocation).toMatchObject({ artifactLocation: { uri: 'shards/train-00001-of-00002.jsonl' }, region: { startLine: 2 } });
  });

  it('names rows that cannot be read with the place where reading stopped', async () => {
    write('a.jsonl', `${row('p', 'a', 'b')}\n{"prompt": "x", "chosen": nothing}\n`);
    const [result] = resultsOf(await lint('a.jsonl'));
    expect(result).toMatchObject({ ruleId: 'invalid-json', level: 'error' });
    expect(cut(readFileSync(folder.path('a.jsonl'), 'utf8'), regionOf(result!)!)).toBe('nothing}');
  });

  it('the fixes that it offers mend the file', async () => {
    const rows = [row('p', 'a one', 'a two'), row('p', 'a two', 'a one'), row('q', 'same', 'same')];
    for (const end of ['\n', '']) {
      write('a.jsonl', rows.join('\n') + end);
      const text = readFileSync(folder.path('a.jsonl'), 'utf8');
      const log = await lint('a.jsonl', '--codes', 'identical-responses,contradictory-pair');
      const fixOf = (code: string, description: string) => resultsOf(log).find(({ ruleId }) => ruleId === code)!.fixes!.find((fix) => fix.description?.text === description)!;
      expect(mended(text, fixOf('identical-responses', 'Drop the row.')).trimEnd()).toBe(rows.slice(0, 2).join('\n'));
      expect(mended(text, fixOf('contradictory-pair', 'Drop the row.'))).toBe(rows.slice(1).join('\n') + end);
      expect(mended(text, fixOf('contradictory-pair', 'Swap chosen and rejected.'))).toBe([rows[1], rows[1], rows[2]].join('\n') + end);
    }
  });

  it('an alert stays the same when rows move, and equal rows are two alerts', async () => {
    const rows = [row('p', '', 'a'), row('q', '', 'b'), row('p', '', 'a')];
    write('a.jsonl', `${rows.join('\n')}\n`);
    write('b.jsonl', `${row('new', 'c', 'd')}\n\n${[...rows].reverse().join('\n')}\n`);
    const prints = async (name: string) => resultsOf(await lint(name, '--codes', 'empty-chosen')).map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']).sort();
    expect(await prints('a.jsonl')).toEqual(await prints('b.jsonl'));
    expect(new Set(await prints('a.jsonl')).size).toBe(3);
  });

  it('hostile names and texts become no link, no placeholder and no other file', async () => {
    const names = { '[click](https://example.org)': 1, '{0} {{1}}': 2, '"results":[': 3, '</script>\u202e': 4 };
    write('a b/ü#%[1].jsonl', `${JSON.stringify(names)}\n${row('[p](x) {0}', '[c](javascript:alert) {0}', '[c](javascript:alert) {0}')}\n`);
    const log = await lint('a b/ü#%[1].jsonl');
    expect(resultsOf(log).length).toBeGreaterThan(1);
    for (const result of resultsOf(log)) {
      const message = result.message.text ?? '';
      expect(message).not.toMatch(/\]\(|\u202e/);
      expect(message.replaceAll('{{', '').replaceAll('}}', '')).not.toMatch(/[{}]/);
      expect(result.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('a%20b/%C3%BC%23%25%5B1%5D.jsonl');
    }
  });

  it('lists no more than is asked for, the most severe first, and counts the rest', async () => {
    write('a.jsonl', `${Array.from({ length: 30 }, (_, index) => row(`p${String(index)}`, 'x', '')).join('\n')}\n${row('last', '', 'y')}\n`);
    write('b.jsonl', `${row('p', '', 'y')}\n`);
    const log = await lint('a.jsonl', 'b.jsonl', '--codes', 'empty-chosen,empty-rejected', '--max-findings', '5');
    expect(resultsOf(log).map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'warning', 'warning']);
    const [invocation] = log.runs[0]!.invocations!;
    expect(invocation?.toolExecutionNotifications?.map(({ message }) => message.text)).toContainEqual(expect.stringMatching(/^27 findings are left out/));
  });

  it('a file outside of the repository has a whole address, and one that cannot be read fails the run', async () => {
    write('a.jsonl', `${row('p', '', 'y')}\n`);
    const other = folder.path('other');
    mkdirSync(path.join(other, '.git'), { recursive: true });
    const { stdout } = await folder.run(['lint', '--format', 'sarif', '../a.jsonl', 'missing.jsonl'], 'other');
    const log = sarifLog(stdout);
    expect(resultsOf(log)[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/^file:\/\/\/.+\/a\.jsonl$/);
    expect(log.runs[0]?.invocations?.[0]).toMatchObject({ executionSuccessful: false });
  });
});
