import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { detectSchema } from '../../../src/core/dataset/detectSchema';
import type { RowFields } from '../../../src/core/dataset/parseRow';
import { maximalComparisons } from '../../../src/core/dataset/reading/ranking';
import { schemaAdapters } from '../../../src/core/dataset/schemas/schemaAdapters';

const place = { row: 3, line: 4 };

/** Values that nobody expects at a place; lists and objects of every kind that schemas look into. */
const odd: readonly unknown[] = [null, 0, -1, 1e308, true, '', 'x', '[', '[1', '[{"role":1}]', '{"a":', [], [null], [[]], [{}], [1, 'a', {}], {}, { text: 1 }, { role: 'user' }, { 0: 'a' }, '__proto__', ['a', 'b']];

/** All paths inside a value. */
function* pathsIn(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, item] of Object.entries(value)) yield* pathsIn(item, [...path, Array.isArray(value) ? Number(name) : name]);
}

function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string | number, unknown>;
  // JSON leaves out what is undefined, so the field is then missing.
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}

function read(reader: DatasetReader, fields: unknown) {
  const text = JSON.stringify(fields);
  return { text, row: reader.readText(place, text) };
}

describe.each(schemaAdapters.map((adapter) => [adapter.name, adapter] as const))('rows like %s with something wrong', (name, adapter) => {
  const reader = new DatasetReader(detectSchema(adapter.documentation.example));
  const forced = new DatasetReader(detectSchema([], { schema: name }), { schema: name });

  it('are read, or explained with their place', () => {
    for (const example of adapter.documentation.example) {
      for (const path of pathsIn(example)) {
        for (const value of [...odd, undefined]) {
          for (const one of [reader, forced]) {
            const { text, row } = read(one, replaced(example, path, value));
            if (row.kind === 'read') {
              expect(row.pairs.every((pair, index) => pair.pair === index && pair.row === 3)).toBe(true);
              for (const { texts, labels } of row.pairs) {
                expect(JSON.stringify([texts, labels])).not.toMatch(/\bnull,|undefined|NaN/);
              }
            } else {
              expect(row.unreadable.column).toBeGreaterThanOrEqual(1);
              expect(row.unreadable.column).toBeLessThanOrEqual(text.length);
              expect(row.unreadable.reason).toMatch(/[.?]$/);
            }
          }
        }
      }
    }
  });

  it('do no harm whatever fields they have', () => {
    const names = [...new Set(schemaAdapters.flatMap((one) => Object.keys(one.documentation.example[0])))];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), fc.oneof(fc.constantFrom(...odd), fc.jsonValue({ maxDepth: 3 })), { maxKeys: 8 }), (fields) => {
        expect(['read', 'unreadable']).toContain(read(forced, fields).row.kind);
        expect(['read', 'unreadable']).toContain(read(reader, fields).row.kind);
      }),
      { numRuns: 150 },
    );
  });
});

describe('rankings of many answers', () => {
  const texts = Array.from({ length: 1000 }, (_, index) => `answer ${String(index)}`);
  const rows: Readonly<Record<string, RowFields>> = {
    'ranked-list': { instruction: 'q', input: '', output: texts },
    nectar: { prompt: 'q', answers: texts.map((answer, rank) => ({ answer, model: 'm', rank })) },
    ties: { prompt: 'q', answers: texts.map((answer) => ({ answer, model: 'm', rank: 1 })) },
    'cross product': { prompt: 'q', chosen: texts, rejected: texts },
    tree: { message_tree_id: 't', prompt: { text: 'q', role: 'prompter', replies: texts.map((text, rank) => ({ text, role: 'assistant', rank, replies: [] })) } },
  };

  it.each(Object.entries(rows))('%s: give a bounded number of pairs, and say how many there are', (_name, fields) => {
    const { row } = read(new DatasetReader(), fields);
    if (row.kind !== 'read') throw new Error(row.unreadable.reason);
    expect(row.pairs.length + row.loose.length).toBe(maximalComparisons);
    expect(row.notes.map(({ code }) => code)).toEqual(['pairs-left-out']);
    expect(row.notes[0]?.message).toMatch(/499500|1000000/);
  });

  it('trees with many groups are bounded as a whole', () => {
    const siblings = (depth: number): object[] =>
      Array.from({ length: 30 }, (_, rank) => ({ text: 'a', role: 'assistant', rank, replies: depth > 0 && rank < 3 ? [{ text: 'q', role: 'prompter', replies: siblings(depth - 1) }] : [] }));
    const { row } = read(new DatasetReader(), { message_tree_id: 't', prompt: { text: 'q', role: 'prompter', replies: siblings(2) } });
    if (row.kind !== 'read') throw new Error(row.unreadable.reason);
    expect(row.pairs.length).toBe(maximalComparisons);
    expect(row.notes.map(({ code }) => code)).toContain('pairs-left-out');
  });
});
