import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Arrangement } from '../../../src/editor/table/arrangement';
import { countText } from '../../../src/editor/table/findText';
import { TextSearch } from '../../../src/editor/table/textSearch';
import { pair, tables } from './rows';

const tableOf = tables();

const inJson = (row: unknown, text: string, escape = false): number => {
  const json = JSON.stringify(row);
  const written = escape ? json.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`) : json;
  return countText({ kind: 'text', bytes: Buffer.from(written), syntax: { kind: 'json' } }, text.toLowerCase());
};

describe('finding a text in a row', () => {
  it('counts it in every text, however deep, and in no field name', () => {
    const row = { needle: 'no', messages: [{ role: 'user', content: 'Needle, needle' }, { content: ['a needle'] }], count: 3 };
    expect(inJson(row, 'needle')).toBe(3);
  });

  it('finds what JSON writes in another way', () => {
    expect(inJson({ text: 'say "hi"\nto\\all' }, '"hi"\nto\\')).toBe(1);
    expect(inJson({ text: 'Ärger über Größe 😀' }, 'größe 😀', true)).toBe(1);
    expect(inJson({ text: 'abc' }, '\\u00')).toBe(0);
  });

  it('searches a row that cannot be read as it stands, and one without text by its values', () => {
    expect(countText({ kind: 'text', bytes: Buffer.from('{"half: needle'), syntax: { kind: 'json' } }, 'needle')).toBe(1);
    expect(countText({ kind: 'values', fields: { a: ['Needle'], b: { c: 'x needle' } } }, 'needle')).toBe(2);
  });

  it('agrees with a plain search in the texts, escaped or not', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '"', '\\', '\n', '/', '😀', ' ', 'ü'), maxLength: 12 });
    const part = fc.string({ unit: fc.constantFrom('a', 'B', 'é', '"', '\\', '\n', '/', '😀', ' ', 'u'), minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(text, part, fc.boolean(), (whole, needle, escape) => {
        const plain = whole.toLowerCase().split(needle.toLowerCase()).length - 1;
        expect(inJson({ text: whole }, needle, escape)).toBe(plain);
      }),
    );
  });
});

describe('a search', () => {
  const all = (count: number): Arrangement => new Arrangement({ id: 0, sort: null, terms: [] }, () => count);

  it('counts rows and places, and steps through them round and round', async () => {
    const data = await tableOf([pair('x needle'), pair('b'), pair('needle', 'needle'), pair('c'), pair('needle')]);
    const search = new TextSearch(1, 'Needle', data);
    const order = all(5);
    await search.run(order, () => undefined, new AbortController().signal);
    expect([search.rows, search.occurrences, search.isDone]).toEqual([3, 4, true]);
    expect(search.step(order, -1, 'next')).toEqual({ position: 0, wrapped: false });
    expect(search.step(order, 0, 'next')).toEqual({ position: 2, wrapped: false });
    expect(search.step(order, 4, 'next')).toEqual({ position: 0, wrapped: true });
    expect(search.step(order, 0, 'previous')).toEqual({ position: 4, wrapped: true });
    expect(search.step(order, 4, 'previous')).toEqual({ position: 2, wrapped: false });
  });

  it('follows the order of the table, and looks only at its rows', async () => {
    const data = await tableOf([pair('needle'), pair('needle'), pair('c'), pair('needle')]);
    const order = new Arrangement({ id: 1, sort: { column: 'row', direction: 'descending' }, terms: [{ kind: 'state', state: 'pair', negated: false }] }, () => 4);
    order.setRows(Uint32Array.of(3, 2, 0));
    const search = new TextSearch(1, 'needle', data);
    await search.run(order, () => undefined, new AbortController().signal);
    expect(search.rows).toBe(2);
    expect(search.step(order, 0, 'next')).toEqual({ position: 2, wrapped: false });
    expect(search.isHit(1)).toBe(false);
  });

  it('has nowhere to step where nothing was found', async () => {
    const data = await tableOf([pair('a')]);
    const search = new TextSearch(1, 'zebra', data);
    await search.run(all(1), () => undefined, new AbortController().signal);
    expect(search.step(all(1), -1, 'next')).toBeNull();
    expect(search.step(all(0), -1, 'next')).toBeNull();
  });
});
