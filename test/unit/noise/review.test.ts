import { spawn } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Finding } from '../../../src/core/noise/finding';
import { ReviewLog } from '../../../src/core/noise/review/reviewLog';
import { findingRules, ReviewQueue, reviewItems, type ReviewItem } from '../../../src/core/noise/review/reviewQueue';
import { decisionNames, reviewKey } from '../../../src/core/noise/review/reviewRecord';
import { findingsAgenda } from '../../../src/editor/findings/review/findingsAgenda';
import { sampleAgenda } from '../../../src/editor/findings/review/sampleAgenda';
import { ReviewSession } from '../../../src/editor/findings/review/reviewSession';
import { ReviewFile } from '../../../src/io/review/reviewFile';
import { rowHash } from '../../../src/io/rowHash';
import { inRepository } from '../../harness/repositoryRoot';
import { temporaryFolder } from '../io/temporaryFolder';

const folder = temporaryFolder();
let files = 0;
const freshDataset = () => folder.path(`reviewed-${files++}.jsonl`);

function finding(row: number, code: Finding['code'] = 'identical-responses'): Finding {
  return { row, line: row + 1, pair: 0, code, severity: 'error', message: `row ${row}`, evidence: {} };
}

/** Findings of pairs whose content is told by a letter. */
function itemsFor(contents: string, code: Finding['code'] = 'identical-responses'): readonly ReviewItem[] {
  const findings = [...contents].map((_, row) => finding(row, code));
  return reviewItems(findings, [...contents].map((letter) => rowHash(letter)));
}

const open = (dataset: string, items: readonly ReviewItem[], begin?: { codes: readonly string[] | null }) =>
  ReviewSession.open(new ReviewFile(dataset), findingsAgenda((codes) => items.filter(({ code }) => codes === null || codes.includes(code)), begin));

describe('a review', () => {
  it('leads through the findings in their order and ends when all are decided', async () => {
    const session = await open(freshDataset(), itemsFor('abcd'));
    const seen: number[] = [];
    for (const decision of decisionNames) {
      seen.push(session.current!.item.row);
      await session.decide(decision);
    }
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(session.current).toBeNull();
    expect(session.tally()).toEqual({ total: 4, settled: 4, decisions: { keep: 1, swap: 1, drop: 1, unsure: 1 } });
  });

  it('goes on where it stopped: behind a decision, at a finding that was stepped back to, at one that was skipped to', async () => {
    const dataset = freshDataset();
    const items = itemsFor('abcdef');
    const first = await open(dataset, items);
    await first.decide('keep');
    await first.decide('swap');
    expect((await open(dataset, items)).current?.position).toBe(2);
    await first.skip();
    await first.skip();
    expect((await open(dataset, items)).current?.position).toBe(4);
    await first.back();
    await first.back();
    await first.back();
    const resumed = await open(dataset, items);
    expect(resumed.current?.position).toBe(1);
    expect(resumed.decisionOf(resumed.current!.item)).toBe('swap');
    await resumed.decide('unsure');
    expect(resumed.current?.position).toBe(2);
  });

  it('finds its decisions again when rows move, are ranked anew, or get new neighbours', async () => {
    const dataset = freshDataset();
    const session = await open(dataset, itemsFor('abc'));
    await session.decide('drop');
    await session.decide('keep');
    const moved = [...itemsFor('xcba')].reverse();
    const resumed = await open(dataset, moved);
    const said = Object.fromEntries(moved.map((item) => [item.hash, resumed.decisionOf(item)]));
    expect(said).toEqual({ [rowHash('a')]: 'drop', [rowHash('b')]: 'keep', [rowHash('c')]: null, [rowHash('x')]: null });
  });

  it('tells equal pairs apart by their order in the file', async () => {
    const dataset = freshDataset();
    const items = itemsFor('aaa');
    expect(new Set(items.map(reviewKey)).size).toBe(3);
    const session = await open(dataset, items);
    await session.decide('drop');
    expect(session.current?.item.row).toBe(1);
    expect(session.tally().settled).toBe(1);
  });

  it('asks no more about a row that is to be dropped', async () => {
    const both = reviewItems([finding(0, 'contradictory-pair'), finding(1), finding(0, 'duplicate-pair')], ['a', 'b', 'a'].map(rowHash));
    const session = await open(freshDataset(), both);
    await session.decide('drop');
    await session.decide('keep');
    expect(session.current).toBeNull();
    expect(session.tally()).toMatchObject({ settled: 3, decisions: { drop: 1, keep: 1 } });
  });

  it('comes back to what was skipped', async () => {
    const session = await open(freshDataset(), itemsFor('abc'));
    await session.skip();
    await session.decide('keep');
    await session.decide('keep');
    expect(session.current?.position).toBe(0);
    await session.skip();
    await session.skip();
    await session.skip();
    expect(session.current).toBeNull();
    await session.back();
    expect(session.current?.position).toBe(2);
  });

  it('of some codes has only those, and remembers which', async () => {
    const dataset = freshDataset();
    const items = [...itemsFor('ab'), ...itemsFor('cd', 'duplicate-pair')];
    const session = await open(dataset, items, { codes: ['duplicate-pair'] });
    expect(session.items.map(({ code }) => code)).toEqual(['duplicate-pair', 'duplicate-pair']);
    await session.decide('drop');
    expect((await open(dataset, items)).current?.position).toBe(1);
    expect((await open(dataset, items, { codes: null })).items.length).toBe(4);
  });

  it('forgets what was applied, unless it was decided anew since', async () => {
    const dataset = freshDataset();
    const items = itemsFor('ab');
    const session = await open(dataset, items);
    await session.decide('swap');
    await session.decide('drop');
    const ids = session.decided().map(({ id }) => id);
    await session.back();
    await session.back();
    await session.decide('keep');
    await session.markApplied(ids);
    const resumed = await open(dataset, items);
    expect(items.map((item) => resumed.decisionOf(item))).toEqual(['keep', null]);
  });

  it('counts the latest word of either window, and loses none of them', async () => {
    const dataset = freshDataset();
    const items = itemsFor('abcdefgh');
    const [one, two] = [await open(dataset, items), await open(dataset, items)];
    await two.skip();
    await Promise.all([one.decide('keep'), two.decide('drop')]);
    await one.refresh(findingsAgenda(() => items));
    expect(one.decisionOf(items[1]!)).toBe('drop');
    expect(one.current?.position).toBe(1);
    await one.decide('unsure');
    await two.refresh(findingsAgenda(() => items));
    expect(two.decisionOf(items[1]!)).toBe('unsure');
    expect(two.tally().settled).toBe(2);
  });

  it('passes over half a line and goes on behind it', async () => {
    const dataset = freshDataset();
    const items = itemsFor('abc');
    const session = await open(dataset, items);
    await session.decide('keep');
    await appendFile(new ReviewFile(dataset).path, '{"version":1,"id":"x","kind":"deci');
    const { damaged } = await new ReviewFile(dataset).read();
    expect(damaged).toHaveLength(1);
    const resumed = await open(dataset, items);
    await resumed.decide('drop');
    expect((await open(dataset, items)).current?.position).toBe(2);
  });

  it('is the same after any steps whether it went on or was opened anew', async () => {
    const step = fc.constantFrom('keep', 'swap', 'drop', 'unsure', 'skip', 'back');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const dataset = freshDataset();
        const items = itemsFor('abcdeab');
        const session = await open(dataset, items);
        for (const one of steps) {
          if (one === 'skip') await session.skip();
          else if (one === 'back') await session.back();
          else await session.decide(one);
        }
        const resumed = await open(dataset, items);
        expect(resumed.tally()).toEqual(session.tally());
        // The end that was only skipped to is nowhere on disk: there one stands at the finding before it.
        if (session.current !== null) expect(resumed.current).toEqual(session.current);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a review of a random sample', () => {
  const pairsOf = (contents: string) => [...contents].map((letter, row) => ({ row, line: row + 1, pair: 0, hash: rowHash(letter), swapped: rowHash(`${letter} swapped`), occurrence: 0 }));
  const openSample = (dataset: string, contents: string, seed = 1) => ReviewSession.open(new ReviewFile(dataset), sampleAgenda({ seed, size: contents.length }, pairsOf(contents)));

  it('goes on where it stopped, beside a review of findings that does too', async () => {
    const dataset = freshDataset();
    const findings = await open(dataset, itemsFor('xyz'));
    await findings.decide('keep');
    const sample = await openSample(dataset, 'abcd');
    await sample.decide('swap');
    await sample.decide('unsure');
    expect((await openSample(dataset, 'abcd')).current?.position).toBe(2);
    expect((await open(dataset, itemsFor('xyz'))).current?.position).toBe(1);
    const records = (await readFile(new ReviewFile(dataset).path, 'utf8')).split('\n');
    expect(records.filter((line) => line.includes('"kind":"sample"'))).toHaveLength(1);
    expect(records.filter((line) => line.includes('"kind":"begin"'))).toHaveLength(1);
  });

  it('that is enlarged begins with what is open, and asks about no pair twice', async () => {
    const dataset = freshDataset();
    const small = await openSample(dataset, 'abc');
    for (const decision of ['keep', 'drop', 'swap'] as const) await small.decide(decision);
    expect(small.current).toBeNull();
    const large = await openSample(dataset, 'abcde');
    expect(large.current?.position).toBe(3);
    expect(large.tally()).toMatchObject({ total: 5, settled: 3 });
  });

  it('asks about each pair of a row that is to be dropped', async () => {
    const pairs = pairsOf('ab').map((pair, index) => ({ ...pair, row: 0, pair: index }));
    const session = await ReviewSession.open(new ReviewFile(freshDataset()), sampleAgenda({ seed: 1, size: 2 }, pairs));
    await session.decide('drop');
    expect(session.current?.position).toBe(1);
  });

  it('knows the decision about a pair that was swapped since', async () => {
    const dataset = freshDataset();
    const first = await openSample(dataset, 'ab');
    await first.decide('swap');
    await first.markApplied(first.decided().map(({ id }) => id));
    const turned = pairsOf('ab').map((pair, index) => (index === 0 ? { ...pair, hash: pair.swapped, swapped: pair.hash } : pair));
    const resumed = await ReviewSession.open(new ReviewFile(dataset), sampleAgenda({ seed: 1, size: 2 }, turned));
    expect(resumed.current?.position).toBe(1);
    expect(resumed.decisionOf(resumed.items[0]!)).toBe('keep');
    expect(resumed.decided()).toEqual([]);
  });
});

describe('a window that is killed in the middle of a review', () => {
  it.each(['findings', 'sample'])('has lost no decision about %s that it said was taken', async (kind) => {
    const dataset = freshDataset();
    const bundle = folder.path('reviewer.cjs');
    const entry = inRepository('test/unit/noise/reviewer.ts');
    await build({ entryPoints: [entry], outfile: bundle, bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], external: ['vscode'], logLevel: 'error' });
    const said: string[] = [];
    for (let window = 0; window < 3; window++) said.push(...(await decideUntilKilled(bundle, [dataset, kind], 4 + 3 * window)));
    const log = (await new ReviewFile(dataset).read()).log;
    const kept = new Set(log.decisions.map(({ row, decision }) => `${row} ${decision}`));
    expect(said.length).toBeGreaterThanOrEqual(3 * 4);
    expect(said.filter((one) => !kept.has(one))).toEqual([]);
    // Each window went on behind the last.
    const rows = said.map((one) => Number(one.split(' ')[0]));
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows).toEqual([...rows].sort((first, second) => first - second));
    expect(await readFile(new ReviewFile(dataset).path, 'utf8')).toContain('"decision"');
  }, 60_000);
});

/** What the killed process had said was decided, as "row decision". */
async function decideUntilKilled(bundle: string, words: readonly string[], decisions: number): Promise<string[]> {
  const child = spawn(process.execPath, [bundle, ...words], { stdio: ['ignore', 'pipe', 'inherit'], cwd: path.dirname(bundle) });
  let output = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
    if (output.split('\n').length > decisions) child.kill('SIGKILL');
  });
  await ended;
  // The last line may be half a word.
  return output.slice(0, output.lastIndexOf('\n')).split('\n').filter((line) => line !== '');
}

describe('the queue', () => {
  it('has a start in a log that speaks of findings which are gone', () => {
    const log = new ReviewLog([{ version: 1, id: '1', at: '', kind: 'position', row: 5, pair: 0, hash: rowHash('gone'), code: 'empty-chosen', occurrence: 0 }]);
    expect(new ReviewQueue(itemsFor('ab'), findingRules(log)).start).toBe(0);
    expect(new ReviewQueue([], findingRules(log)).start).toBeNull();
  });

  it('leaves out findings whose pair cannot be read', () => {
    expect(reviewItems([finding(0), finding(1)], [undefined, rowHash('b')]).map(({ row }) => row)).toEqual([1]);
  });
});
