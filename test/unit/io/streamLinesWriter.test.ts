import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { expect, it } from 'vitest';

import { OutputError } from '../../../src/io/outputError';
import { StreamLinesWriter } from '../../../src/io/streamLinesWriter';

it('writes one value a line and closes when all was taken', async () => {
  const taken: string[] = [];
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => setTimeout(() => { taken.push(chunk.toString()); done(); }, 1) });
  const writer = new StreamLinesWriter(stream);
  for (let row = 0; row < 5; row++) expect(await writer.write({ row, text: '\n' })).toBe(true);
  await writer.close();
  expect(taken.join('')).toBe(Array.from({ length: 5 }, (_, row) => `{"row":${String(row)},"text":"\\n"}\n`).join(''));
});

it('waits for a slow reader', async () => {
  const stream = new PassThrough({ highWaterMark: 16 });
  const writer = new StreamLinesWriter(stream);
  let written = false;
  const writing = Promise.all([writer.write({ text: 'x'.repeat(100) }), writer.write({ text: 'y' })]).then(() => { written = true; });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(written).toBe(false);
  stream.resume();
  await writing;
});

it('stops quietly when the reader leaves', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.once("data", () => process.exit(0))'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const writer = new StreamLinesWriter(child.stdin);
  let rows = 0;
  while (rows < 1_000_000 && (await writer.write({ row: rows, filler: 'x'.repeat(1000) }))) rows++;
  expect(rows).toBeLessThan(1_000_000);
  await writer.close();
  expect(await writer.write({ row: 0 })).toBe(false);
  if (child.exitCode === null) await once(child, 'exit');
});

it('fails readably when writing fails otherwise', async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => { done(Object.assign(new Error('no space'), { code: 'ENOSPC' })); } });
  const writer = new StreamLinesWriter(stream);
  const writing = (async () => {
    while (await writer.write({ row: 0 })) await new Promise((resolve) => setImmediate(resolve));
  })();
  await expect(writing).rejects.toSatisfy(OutputError.is);
  await expect(writing).rejects.toThrow(/The standard output could not be written: the disk is full/);
});
