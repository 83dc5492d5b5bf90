import { link, open, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FigureTable } from '../../../src/app/export/figureTable';
import { pairContentKey } from '../../../src/core/dataset/pairContentKey';
import { responseText } from '../../../src/core/dataset/preferencePair';
import { ChangeList } from '../../../src/core/edits/changeList/changeList';
import { exportFormats, parseRowSelection } from '../../../src/core/export/exportChoices';
import { scoreColumns, type PairFigures } from '../../../src/core/export/scoreColumns';
import { rowHash } from '../../../src/io/rowHash';
import { temporaryFolder } from '../io/temporaryFolder';
import { exportTo, pairsIn } from './exportTo';

const folder = temporaryFolder();
let files = 0;
const fresh = (extension: string) => folder.path(`file-${files++}.${extension}`);
const extras = () => ({ cacheFolder: folder.path('cache') });
const row = (prompt: string, chosen: string, rejected: string, more: object = {}) => JSON.stringify({ prompt, chosen, rejected, ...more });

async function dataset(rows: readonly string[]): Promise<string> {
  const file = fresh('jsonl');
  await writeFile(file, rows.map((text) => `${text}\n`).join(''));
  return file;
}

const lines = async (file: string) => (await readFile(file, 'utf8')).trimEnd().split('\n').filter((line) => line !== '');

const text = fc.array(fc.constantFrom('a', 'b', ' ', '\n', '\r\n', '"', ',', '\\', 'é', '😀', '日', '\t', '=1+1', '\u0000', '\u2028'), { maxLength: 8 }).map((all) => all.join(''));
// Different first characters, so that no prompt is read as shared where it is not.
const textRow = fc.tuple(text, text, text).map(([prompt, chosen, rejected]) => ({ prompt: `p${prompt}`, chosen: `c${chosen}`, rejected: `r${rejected}` }));
const message = (role: string) => text.map((content) => ({ role, content: `${role}${content}` }));
const chatRow = fc
  .tuple(fc.array(fc.tuple(message('user'), message('assistant')), { maxLength: 2 }), message('user'), message('assistant'), message('assistant'))
  .map(([turns, last, chosen, rejected]) => ({ prompt: [...turns.flat(), last], chosen: [chosen], rejected: [{ ...rejected, content: `r${rejected.content}` }] }));
const meta = fc.record({ n: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), tags: fc.array(text, { maxLength: 3 }), on: fc.boolean() }, { requiredKeys: [] });
const table = fc.oneof(
  fc.array(fc.tuple(textRow, meta).map(([pair, rest]) => ({ ...pair, ...rest })), { minLength: 1, maxLength: 6 }),
  fc.array(fc.tuple(chatRow, meta).map(([pair, rest]) => ({ ...pair, ...rest })), { minLength: 1, maxLength: 6 }),
);

describe('an exported file is read back as the same pairs', () => {
  it.each(exportFormats)('%s, in its own schema', async (format) => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const from = await dataset(rows.map((fields) => JSON.stringify(fields)));
        const to = fresh(format);
        const { counts } = await exportTo(from, to, { format }, extras());
        expect(counts.written).toBe(rows.length);
        const [before, after] = [await pairsIn(from, folder.path('cache')), await pairsIn(to, folder.path('cache'))];
        expect(after.map(({ texts }) => pairContentKey(texts))).toEqual(before.map(({ texts }) => pairContentKey(texts)));
      }),
      { numRuns: 60 },
    );
  });

  it.each(exportFormats)('%s, as TRL has texts and conversations', async (format) => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('trl' as const, 'trl-chat' as const), async (rows, schema) => {
        const from = await dataset(rows.map((fields) => JSON.stringify(fields)));
        const to = fresh(format);
        await exportTo(from, to, { format, schema }, extras());
        const [before, after] = [await pairsIn(from, folder.path('cache')), await pairsIn(to, folder.path('cache'))];
        expect(after.length).toBe(before.length);
        after.forEach(({ texts }, index) => {
          const original = before[index]!.texts;
          expect(texts.format).toBe(schema === 'trl' ? 'standard' : 'conversational');
          if (schema === 'trl-chat' || original.format === 'standard') expect(responseText(texts.chosen)).toBe(responseText(original.chosen));
          if (texts.format === original.format) expect(pairContentKey(texts)).toBe(pairContentKey(original));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('has the same bytes each time', async () => {
    const from = await dataset([row('p', 'a', 'b', { n: 1 }), row('q', 'c', 'd', { n: 'x', list: [[1], []] })]);
    for (const format of exportFormats) {
      const [one, two] = [fresh(format), fresh(format)];
      await exportTo(from, one, { format }, extras());
      await exportTo(from, two, { format }, extras());
      expect(await readFile(one)).toEqual(await readFile(two));
      expect(await readFile(`${one}.manifest.json`)).toEqual(await readFile(`${two}.manifest.json`));
    }
  });

  it('keeps numbers and escapes of rows that are written as they are', async () => {
    const odd = '{"prompt": "p\\u00e9", "chosen": "a\\/",  "rejected":"b", "id": 12345678901234567890, "n": 1.0}';
    const to = fresh('jsonl');
    await exportTo(await dataset([odd]), to, {}, extras());
    expect(await lines(to)).toEqual([odd]);
  });
});

describe('choices', () => {
  const rows = [row('p0', 'a0', 'b0'), row('p1', 'a1', 'b1'), row('p0', 'a0', 'b0'), row('p3', 'same', 'same'), row('p4', 'a4', 'b4')];

  it('drop and swap rows by number and by finding', async () => {
    const to = fresh('jsonl');
    const drop = parseRowSelection('duplicate-pair, identical-responses');
    const { counts } = await exportTo(await dataset(rows), to, { drop, swap: parseRowSelection('1,4-9') }, extras());
    expect(await lines(to)).toEqual([rows[0], row('p1', 'b1', 'a1'), row('p4', 'b4', 'a4')]);
    expect(counts).toMatchObject({ rows: 5, pairs: 5, written: 3, droppedByCode: 2, droppedByRow: 0, swapped: 2 });
  });

  it('drop and swap single pairs of a row, and a whole row only where its schema knows nothing smaller', async () => {
    const ranked = JSON.stringify({ instruction: 'What colour is the sky?', input: '', output: ['Blue.', 'Blue.', 'Green.'] });
    const from = await dataset([ranked, JSON.stringify({ instruction: 'And grass?', input: '', output: ['Green.', 'Red.'] })]);
    const pairs = fresh('jsonl');
    const drop = parseRowSelection('identical-responses');
    const { counts } = await exportTo(from, pairs, { schema: 'trl', drop }, extras());
    expect((await lines(pairs)).map((line) => Object.values(JSON.parse(line) as object))).toEqual([
      ['What colour is the sky?', 'Blue.', 'Green.'],
      ['What colour is the sky?', 'Blue.', 'Green.'],
      ['And grass?', 'Green.', 'Red.'],
    ]);
    expect(counts).toMatchObject({ pairs: 4, written: 3, droppedByCode: 1 });
    const whole = await exportTo(from, fresh('jsonl'), { drop }, extras());
    expect(whole.counts).toMatchObject({ written: 1, droppedByCode: 1 });
    expect(whole.problems).toEqual([{ row: 0, reason: expect.stringMatching(/^Pair 1 of 3 had to go.+export pairs/) as unknown }]);
  });

  it('go by verdicts, to leave pairs out or to write no others', async () => {
    const from = await dataset(rows);
    const without = fresh('jsonl');
    await exportTo(from, without, { drop: parseRowSelection('unusable') }, extras());
    expect(await lines(without)).toEqual(rows.filter((_, index) => index !== 3));
    const only = fresh('jsonl');
    const { counts } = await exportTo(from, only, { schema: 'trl', verdicts: ['unusable'] }, extras());
    expect(await lines(only)).toEqual([rows[3]]);
    expect(counts).toMatchObject({ written: 1, otherVerdict: 4 });
  });

  it('mend texts in the schema of the source and as pairs, once and for all', async () => {
    const broken = [row('What colour is the sky?', 'What colour is the sky?\n\nBecause.', 'No idea.</s></s>', { id: 1 }), row('p', 'fine', 'too', { id: 2 })];
    const conversation = JSON.stringify({ prompt: [{ role: 'user', content: 'Why?' }], chosen: [{ role: 'assistant', content: 'Because.<|im_end|>' }], rejected: [{ role: 'assistant', content: 'No.' }] });
    const fixes = ['repair-prompt', 'strip-tokens'] as const;
    const source = fresh('jsonl');
    const { counts } = await exportTo(await dataset(broken), source, { fixes }, extras());
    expect((await lines(source)).map((line) => JSON.parse(line) as unknown)).toEqual([{ prompt: 'What colour is the sky?', chosen: 'Because.', rejected: 'No idea.', id: 1 }, { prompt: 'p', chosen: 'fine', rejected: 'too', id: 2 }]);
    expect(counts).toMatchObject({ fixed: 1, notFixed: 0 });
    expect((await exportTo(source, fresh('jsonl'), { fixes }, extras())).counts.fixed).toBe(0);
    const pairs = fresh('jsonl');
    expect((await exportTo(await dataset([...broken, conversation]), pairs, { schema: 'trl', fixes, swap: parseRowSelection('0') }, extras())).counts).toMatchObject({ fixed: 2, swapped: 1 });
    expect((await lines(pairs)).map((line) => (JSON.parse(line) as { chosen: string }).chosen)).toEqual(['No idea.', 'fine', 'Because.']);
  });

  it('leave a silenced finding alone', async () => {
    const from = await dataset(rows);
    const [pair] = (await pairsIn(from, folder.path('cache'))).slice(2);
    const silence = { version: 1, id: '1', at: '', kind: 'silence', row: 2, hash: rowHash(pairContentKey(pair!.texts)), code: 'duplicate-pair', reason: 'wanted' } as const;
    const { counts } = await exportTo(from, fresh('jsonl'), { drop: parseRowSelection('duplicate-pair') }, { ...extras(), list: new ChangeList([silence]) });
    expect(counts.droppedByCode).toBe(0);
  });

  it('refuse what is neither a row nor a code', () => {
    expect(() => parseRowSelection('duplicate')).toThrow(/duplicate-pair/);
    expect(() => parseRowSelection('9-2')).toThrow(/end before/);
    expect(() => parseRowSelection('-1')).toThrow();
  });

  it('apply the change list, and keep to its rows', async () => {
    const list = new ChangeList([
      { version: 1, id: '1', at: '', kind: 'drop', row: 0, hash: rowHash(rows[0]!) },
      { version: 1, id: '2', at: '', kind: 'set-text', row: 1, hash: rowHash(rows[1]!), pair: 0, side: 'chosen', text: 'new' },
      { version: 1, id: '3', at: '', kind: 'drop', row: 4, hash: rowHash('something else') },
    ]);
    const to = fresh('jsonl');
    await exportTo(await dataset(rows), to, {}, { ...extras(), list });
    expect(await lines(to)).toEqual([row('p1', 'new', 'b1'), rows[2], rows[3], rows[4]]);
  });

  const figuresWith = (column: keyof PairFigures, values: readonly (number | null)[]) => {
    const figures = new FigureTable();
    const empty = Object.fromEntries(scoreColumns.map((name) => [name, null])) as PairFigures;
    values.forEach((value, index) => {
      if (value !== null) figures.add(index, 0, { ...empty, [column]: value });
    });
    return figures;
  };

  it('order from easy to hard, equal ones as they stood, those without the figure last', async () => {
    const from = await dataset(rows);
    const prompts = async (file: string) => (await lines(file)).map((line) => (JSON.parse(line) as { prompt: string }).prompt);
    const byMargin = fresh('jsonl');
    const { counts } = await exportTo(from, byMargin, { order: 'margin', schema: 'trl' }, { ...extras(), figures: figuresWith('rewardMargin', [-1, 3, 0, null, 3]) });
    expect(await prompts(byMargin)).toEqual(['p1', 'p4', 'p0', 'p0', 'p3']);
    expect(counts.withoutFigure).toBe(1);
    const byDifficulty = fresh('jsonl');
    await exportTo(from, byDifficulty, { order: 'difficulty' }, { ...extras(), figures: figuresWith('rankingDifficulty', [5, -1, 2, 0, 1]) });
    expect(await prompts(byDifficulty)).toEqual(['p1', 'p3', 'p4', 'p0', 'p0']);
  });

  it('order by the strength of preference that rows tell', async () => {
    const rated = [[8, 7], [9, 1], [3, 5]].map(([chosen, rejected], index) => {
      return JSON.stringify({ prompt: `p${index}`, chosen: [{ role: 'user', content: `p${index}` }, { role: 'assistant', content: 'a' }], rejected: [{ role: 'user', content: `p${index}` }, { role: 'assistant', content: 'b' }], score_chosen: chosen, score_rejected: rejected });
    });
    const to = fresh('jsonl');
    await exportTo(await dataset(rated), to, { order: 'rating' }, extras());
    expect(await lines(to)).toEqual([rated[1], rated[2], rated[0]]);
  });

  it('write figures into columns, turned round with the pair', async () => {
    const to = fresh('jsonl');
    const figures = figuresWith('rewardMargin', [0.5, 2]);
    await exportTo(await dataset(rows.slice(0, 2)), to, { scoreColumns: true, swap: parseRowSelection('1') }, { ...extras(), figures });
    const written = (await lines(to)).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(written.map((fields) => fields['rewardMargin'])).toEqual([0.5, -2]);
    expect(Object.keys(written[0]!)).toEqual(['prompt', 'chosen', 'rejected', ...scoreColumns]);
    const taken = await dataset([row('p', 'a', 'b', { ches: 1 })]);
    await expect(exportTo(taken, to, { scoreColumns: true }, extras())).rejects.toThrow(/"ches" already/);
  });
});

describe('where it is written', () => {
  it('is never the source, by whatever name', async () => {
    const from = await dataset([row('p', 'a', 'b')]);
    const before = await readFile(from, 'utf8');
    const [hard, soft] = [fresh('jsonl'), fresh('jsonl')];
    await link(from, hard);
    await symlink(from, soft);
    for (const target of [from, hard, soft, path.join(path.dirname(from), '.', path.basename(from))]) {
      await expect(exportTo(from, target, {}, extras())).rejects.toThrow(/never writes over/);
    }
    expect(await readFile(from, 'utf8')).toBe(before);
  });

  it('keeps the file that was there when the disk is full or somebody stops it, and leaves nothing else', async () => {
    const from = await dataset(Array.from({ length: 2000 }, (_, index) => row(`p${index}`, 'a'.repeat(500), 'b')));
    const to = fresh('jsonl');
    await writeFile(to, 'an earlier result');
    const full = async (name: string) => {
      const handle = await open(name, 'w');
      const write = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
      return { write, truncate: (length: number) => handle.truncate(length), sync: () => handle.sync(), close: () => handle.close() };
    };
    await expect(exportTo(from, to, {}, { ...extras(), openFile: full })).rejects.toThrow(/disk is full/);
    const stopped = new AbortController();
    stopped.abort();
    await expect(exportTo(from, to, {}, { ...extras(), signal: stopped.signal })).rejects.toThrow(/stopped/);
    expect(await readFile(to, 'utf8')).toBe('an earlier result');
    expect((await readdir(path.dirname(to))).filter((name) => name.includes(path.basename(to)))).toEqual([path.basename(to)]);
  });
});

describe('pairs as TRL has them', () => {
  const transcript = (answer: string) => `\n\nHuman: one?\n\nAssistant: two.\n\nHuman: three?\n\nAssistant:${answer}`;

  it('cut a transcript into its turns', async () => {
    const to = fresh('jsonl');
    await exportTo(await dataset([JSON.stringify({ chosen: transcript(' yes'), rejected: transcript(' no') })]), to, { schema: 'trl-chat' }, extras());
    const turn = (role: string, content: string) => ({ role, content });
    expect(JSON.parse((await lines(to))[0]!)).toEqual({
      prompt: [turn('user', 'one?'), turn('assistant', 'two.'), turn('user', 'three?')],
      chosen: [turn('assistant', 'yes')],
      rejected: [turn('assistant', 'no')],
    });
  });

  it('write a conversation of several turns as a transcript, and count it', async () => {
    const turn = (role: string, content: string) => ({ role, content });
    const from = await dataset([JSON.stringify({ prompt: [turn('user', 'one?'), turn('assistant', 'two.'), turn('user', 'three?')], chosen: [turn('assistant', 'yes')], rejected: [turn('assistant', 'no')] })]);
    const to = fresh('jsonl');
    const { counts } = await exportTo(from, to, { schema: 'trl' }, extras());
    expect(JSON.parse((await lines(to))[0]!)).toEqual({ prompt: transcript(''), chosen: ' yes', rejected: ' no' });
    expect(counts.transcripts).toBe(1);
  });

  it('count rows that cannot be read or hold no pair', async () => {
    const from = await dataset([row('p', 'a', 'b'), '{"prompt":', JSON.stringify({ other: 1 })]);
    const { counts, problems } = await exportTo(from, fresh('jsonl'), { schema: 'trl' }, extras());
    expect(counts).toMatchObject({ rows: 3, written: 1, unreadable: 2 });
    expect(problems.map((problem) => problem.row)).toEqual([1, 2]);
  });
});
