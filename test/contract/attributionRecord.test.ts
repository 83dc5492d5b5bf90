import { expect, it } from 'vitest';

import { AttributionSession } from '../../src/app/attribution/attributionSession';
import { probeSensitivity } from '../../src/app/attribution/probeSensitivity';
import { attributionRecord } from '../../src/cli/reporters/attributionRecord';
import { attributionText } from '../../src/cli/reporters/attributionText';
import { attributionRecordSchema } from '../../src/core/attribution/attributionRecord';
import { FakeGameHost } from '../unit/attribution/support/fakeGameHost';

const given = { file: null, row: null, pair: null, target: 'log-odds', unit: 'word', removal: 'delete', seed: 3, beta: 0.1, convention: 'trl', precision: 'fp32', policyHash: 'a', referenceHash: null } as const;
const texts = { format: 'standard', prompt: 'Which?\nA) tea\nB) coffee\nAnswer:', responses: ['A', 'B'] } as const;
const target = { kind: 'logOdds', option: 1 } as const;

async function open(): Promise<AttributionSession> {
  return AttributionSession.open(new FakeGameHost(), { texts, within: null, view: { unit: { kind: 'word' }, removal: { kind: 'delete' }, method: 'auto' }, target, seed: 3 });
}

it('a record survives JSON, has nothing beside the contract, and no figure that is not a number', async () => {
  const session = await open();
  for await (const snapshot of session.run({ budget: 100, precision: 0 })) void snapshot;
  const sensitivity = await probeSensitivity(new FakeGameHost(), { texts, target, seed: 3 });
  const record = attributionRecord(session, { ...given, sensitivity, interactions: true, tokens: true });
  expect(attributionRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  expect(record).toMatchObject({ response: 1, players: 6, exact: true, values: [{ text: 'Which?', message: 0, start: 0, end: 6 }, {}, {}, {}, {}, {}] });
  expect(record.interactions).toHaveLength(15);
  expect(record.tokens).toHaveLength(2);
});

it('before anything is known a record has nulls and no values, and the text says what to do', async () => {
  const record = attributionRecord(await open(), { ...given, sensitivity: null, interactions: false, tokens: false });
  expect(attributionRecordSchema.parse(record)).toMatchObject({ empty: null, full: null, residual: null, values: [], interactions: null, tokenNoise: null, tokens: null, done: false });
  expect(attributionText(record, { top: 10, width: 80, options: ['A', 'B'] })).toContain('--budget');
});

it('the text shows the strongest units in the order of the prompt, within the width, and counts the rest', async () => {
  const session = await open();
  for await (const snapshot of session.run({ budget: 100, precision: 0 })) void snapshot;
  const record = attributionRecord(session, { ...given, sensitivity: null, interactions: true, tokens: false });
  const lines = attributionText(record, { top: 3, width: 80, options: ['A', 'B'] }).split('\n');
  const strongest = [...record.values].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 3).sort((a, b) => a.start - b.start);
  expect(lines.slice(3, 6).map((line) => line.trim().split(/\s+/u)[0])).toEqual(strongest.map(({ text }) => text.trim()));
  expect(lines[6]).toContain('3 weaker');
  for (const line of lines.slice(3, 6)) expect(line.length).toBeLessThanOrEqual(80);
});
