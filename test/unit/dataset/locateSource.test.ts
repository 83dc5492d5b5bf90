import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createOffsetMap } from '../../../src/core/dataset/createOffsetMap';
import { createResponseLocator } from '../../../src/core/dataset/createResponseLocator';
import { locateResponseRange } from '../../../src/core/dataset/locateResponseRange';
import { locateSource } from '../../../src/core/dataset/locateSource';
import { responseText, type FieldSource } from '../../../src/core/dataset/preferencePair';
import { wellFormed } from '../../../src/core/dataset/wellFormed';
import { readPair } from './readPair';

/** Text with everything that JSON treats in a special way. */
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('"', '\\', '/', '\n', '\r', '\t', '\b', '\f', '\0', '\u2028', '😀', '\ud800', '\udc00', '\\n', '\\u0041', 'word '),
  ),
  maxLength: 12,
});
const style = fc.infiniteStream(fc.nat(3));

const shortEscapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '/': '\\/', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };

/** A JSON string whose characters are escaped at random: as they are, short, or by number in either case. */
function encode(value: string, styles: Iterator<number>): string {
  const units = value.match(/[\ud800-\udbff][\udc00-\udfff]|[^]/g) ?? [];
  return `"${units.map((unit) => encodeUnit(unit, styles.next().value as number)).join('')}"`;
}

function encodeUnit(unit: string, choice: number): string {
  const short = shortEscapes[unit];
  if (choice === 0 && short !== undefined) return short;
  const mustEscape = unit < ' ' || unit === '"' || unit === '\\' || wellFormed(unit) !== unit;
  if (choice < 2 && !mustEscape) return unit;
  const hex = Array.from({ length: unit.length }, (_, index) => unit.charCodeAt(index).toString(16).padStart(4, '0'));
  return hex.map((code) => `\\u${choice === 3 ? code.toUpperCase() : code}`).join('');
}

function decoded(rawRow: string, range: { start: number; end: number } | undefined): string {
  if (range === undefined) throw new Error('not located');
  return wellFormed(JSON.parse(`"${rawRow.slice(range.start, range.end)}"`) as string);
}

function pieces(rawRow: string, sources: readonly FieldSource[]): string {
  return sources.map((source) => decoded(rawRow, locateSource(rawRow, source))).join('');
}

describe('places of texts in the raw row', () => {
  it('decode back to the texts of plain rows, however they are escaped', () => {
    fc.assert(
      fc.property(text, text, text, style, fc.boolean(), (start, first, second, styles, explicit) => {
        const write = (value: string) => encode(value, styles);
        const fields = explicit
          ? [`${write('prompt')} : ${write(start)}`, `"chosen":${write(first)}`, ` ${write('rejected')}: ${write(second)} `]
          : [`"chosen":${write(start + first)}`, `"rejected" :${write(start + second)}`];
        const rawRow = ` {"meta":{"chosen":"not this"},"chosen":"nor this",\t${fields.join(' , ')}}`;
        const { texts, sources } = readPair(rawRow);
        expect(pieces(rawRow, sources.prompt)).toBe(texts.prompt);
        expect(pieces(rawRow, sources.chosen)).toBe(texts.chosen);
        expect(pieces(rawRow, sources.rejected)).toBe(texts.rejected);
      }),
      { numRuns: 2000 },
    );
  });

  it('map every range of a response with several messages and parts', () => {
    const message = fc.array(text, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 3 }), style, fc.nat(), fc.nat(), (messages, styles, first, second) => {
        const write = (value: string) => encode(value, styles);
        const content = (parts: string[]) =>
          parts.length === 1 ? write(parts.join('')) : `[${parts.map((part) => `{"type":"text","text":${write(part)}}`).join(',')}]`;
        const list = messages.map((parts) => `{"role":"assistant","content":${content(parts)}}`).join(', ');
        const rawRow = `{"prompt":[{"role":"user","content":"q"}],"chosen":[${list}],"rejected":[{"role":"assistant","content":"r"}]}`;
        const pair = readPair(rawRow);
        const whole = responseText(pair.texts.chosen);
        const [start, end] = [first % (whole.length + 1), second % (whole.length + 1)].sort((a, b) => a - b) as [number, number];
        const located = locateResponseRange(rawRow, pair.sources.chosen, start, end);
        expect(located.map((range) => decoded(rawRow, range)).join('')).toBe(wellFormed(withoutSeparators(messages.map((parts) => parts.map(wellFormed)), start, end)));
      }),
      { numRuns: 2000 },
    );
  });

  it('leave the separator between messages out, and split a token that covers it', () => {
    const rawRow = '{"prompt":[{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"ab"},{"role":"tool","content":"cd"}],"rejected":[{"role":"assistant","content":"r"}]}';
    const locate = createResponseLocator(rawRow, readPair(rawRow).sources.chosen);
    const slices = (start: number, end: number) => locate(start, end).map((range) => rawRow.slice(range.start, range.end));
    expect(slices(0, 6)).toEqual(['ab', 'cd']);
    expect(slices(1, 5)).toEqual(['b', 'c']);
    expect(slices(2, 4)).toEqual([]);
    expect(slices(3, 3)).toEqual([]);
  });

  it('give each half of a character written as two escapes its own place', () => {
    const rawRow = '{"prompt":"p","chosen":"a\\ud83d\\ude00b","rejected":"r"}';
    const map = createOffsetMap(rawRow, { path: ['chosen'], start: 0, end: 4 });
    const start = rawRow.indexOf('"a') + 1;
    expect([0, 1, 2, 3, 4].map((offset) => (map?.(offset) ?? 0) - start)).toEqual([0, 1, 7, 13, 14]);
    expect(map?.(99)).toBe(map?.(4));
    expect(map?.(-1)).toBe(start);
  });

  it('are unknown where the row no longer has the text', () => {
    const source = { path: ['chosen'], start: 0, end: 4 };
    expect(locateSource('{"chosen":"abc"}', source)).toBeUndefined();
    expect(locateSource('{"chosen":["abcd"]}', source)).toBeUndefined();
    expect(locateSource('{"rejected":"abcd"}', source)).toBeUndefined();
    expect(locateSource('', source)).toBeUndefined();
    expect(locateSource('['.repeat(200_000), source)).toBeUndefined();
    expect(locateSource('{"chosen":"abcd', { ...source, end: 3 })).toBeDefined();
  });

  // Were each search to begin at the start of the row, this would take hours.
  it('are found in a row of 5 MB one after the other', () => {
    const rawRow = `{"prompt":"p","chosen":"${'Zeile \\"mit\\" 😀\\n'.repeat(250_000)}","rejected":"r"}`;
    const { texts, sources } = readPair(rawRow);
    const locate = createResponseLocator(rawRow, sources.chosen);
    let found = 0;
    for (let offset = 0; offset < texts.chosen.length; offset += 40) found += locate(offset, offset + 4) ? 1 : 0;
    expect(found).toBe(Math.ceil(texts.chosen.length / 40));
  });
});

/** The characters of the joined messages from `start` to `end` that belong to a message. */
function withoutSeparators(messages: readonly string[][], start: number, end: number): string {
  const owned = messages.flatMap((parts, index) => [...(index > 0 ? [undefined, undefined] : []), ...parts.join('').split('')]);
  return owned.slice(start, end).map((unit) => unit ?? '').join('');
}
