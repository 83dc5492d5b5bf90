import { describe, expect, it } from 'vitest';

import { numericColumns } from '../../src/shared/tableColumns';
import { fromTableSchema, tableProtocolVersion as version, toTableSchema, type FromTable, type ToTable } from '../../src/shared/tableProtocol';

const numbers = numericColumns.map((_, index) => (index % 2 === 0 ? index / 3 : null));
const heat = numericColumns.map((_, index) => (index < 8 ? index : null));
const text = { turns: [{ role: 'user', content: 'a\u0000b' }], characters: 3 };
const scoring = { activity: 'scoring', done: 3, scored: 2, problem: null, stale: 'Another model.' } as const;
const row = { row: 4, line: 9, kind: 'tie', pairs: 0, prompt: 'p', chosen: 'c', rejected: '', labels: ['web', ''], numbers, heat, problem: null, isHit: true } as const;

const look = { side: 'right', size: 0.3, wrap: false, diff: true } as const;

const toTable: Record<ToTable['type'], ToTable> = {
  look: { version, type: 'look', look },
  status: {
    version,
    type: 'status',
    status: { file: 'a.parquet', generation: 2, phase: 'ready', failure: null, rowCount: 5_000_000, locatedShare: null, hasText: false, hasBytes: false, labelColumns: ['source'], changedOnDisk: true, figuresVersion: 7, scoring },
  },
  arrangement: { version, type: 'arrangement', generation: 1, id: 3, count: 12, share: 0.5, isShown: false, isDone: false, problem: null },
  rows: { version, type: 'rows', generation: 1, arrangement: 3, first: 60, rows: [{ ...row, labels: [...row.labels] }] },
  detail: {
    version,
    type: 'detail',
    generation: 1,
    detail: { row: 4, line: 0, kind: 'unreadable', schema: '', pairs: 0, pair: 0, prompt: text, chosen: text, rejected: text, fields: [{ name: 'source', value: 'web' }], numbers, heat, problem: 'broken', notes: ['note'], raw: '{' },
  },
  search: { version, type: 'search', id: 2, rows: 1, occurrences: 4, share: 1, isDone: true },
  place: { version, type: 'place', arrangement: 3, row: null, position: null, wrapped: false },
  show: { version, type: 'show', row: 3, sort: { column: 'label:source', direction: 'descending' }, filter: 'margin < 0' },
};

const fromTable: Record<FromTable['type'], FromTable> = {
  ready: { version, type: 'ready' },
  rows: { version, type: 'rows', generation: 1, arrangement: 0, first: 0, count: 60 },
  inView: { version, type: 'inView', arrangement: 0, first: 0, count: 30 },
  arrange: { version, type: 'arrange', id: 1, sort: null, filter: 'margin < 0' },
  search: { version, type: 'search', id: 1, text: '' },
  step: { version, type: 'step', from: -1, direction: 'previous' },
  find: { version, type: 'find', row: 8 },
  select: { version, type: 'select', row: null },
  detail: { version, type: 'detail', row: 8 },
  explain: { version, type: 'explain', row: 8 },
  reveal: { version, type: 'reveal', row: 8 },
  copy: { version, type: 'copy', row: 8, what: 'row' },
  score: { version, type: 'score' },
  cancelScoring: { version, type: 'cancelScoring' },
  look: { version, type: 'look', look },
  reload: { version, type: 'reload' },
  log: { version, type: 'log', message: 'x' },
};

describe('messages of the table', () => {
  it.each(Object.entries(toTable))('to the view: %s arrives as it was sent', (_, message) => {
    expect(toTableSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each(Object.entries(fromTable))('from the view: %s arrives as it was sent', (_, message) => {
    expect(fromTableSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each([
    ['another version', { ...fromTable.ready, version: version + 1 }],
    ['a type that nobody knows', { version, type: 'delete', row: 1 }],
    ['more than was agreed', { ...fromTable.explain, path: '/etc/passwd' }],
    ['more rows than fit a message', { ...fromTable.rows, count: 1_000_000 }],
    ['a row before the first', { ...fromTable.find, row: -1 }],
    ['something else to copy', { ...fromTable.copy, what: 'file' }],
    ['a filter without end', { ...fromTable.arrange, filter: 'x'.repeat(3000) }],
  ])('from the view: %s is refused', (_, message) => {
    expect(fromTableSchema.safeParse(message).success).toBe(false);
  });

  it('to the view: rows must have all numbers', () => {
    expect(toTableSchema.safeParse({ ...toTable.rows, rows: [{ ...row, numbers: [1] }] }).success).toBe(false);
  });
});
