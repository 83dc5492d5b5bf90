import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { findJsonError } from '../../../src/core/dataset/findJsonError';
import type { RowContent, RowSource } from '../../../src/core/ports';
import { wellFormed } from '../../../src/core/dataset/wellFormed';
import { readPair, readUnreadable } from './readPair';

const reader = new DatasetReader();
const turn = (role: string, content: unknown) => ({ role, content });
const conversation = { prompt: [turn('user', 'q')], chosen: [turn('assistant', 'a')], rejected: [turn('assistant', 'b')] };

describe('rows that are not JSON', () => {
  it.each([
    ['cut inside a text', '{"prompt": "p", "chosen": "c', 29, /cut off/],
    ['cut inside an escape', '{"prompt": "p\\u00', 18, /cut off/],
    ['cut after a comma', '{"prompt": "p",', 16, /cut off/],
    ['cut before the value', '{"prompt":', 11, /cut off/],
    ['cut before the brace', '{"prompt": "p"', 15, /cut off/],
    ['two objects on a line', '{"a": 1}{"a": 2}', 9, /line of its own/],
    ['a comma too many', '{"a": 1,}', 8, /remove the comma/],
    ['a comma too few', '{"a": 1 "b": 2}', 9, /a comma/],
    ['a printed Python dict', "{'a': 1}", 2, /Python/],
    ['NaN', '{"a": NaN}', 7, /NaN is not JSON; write null/],
    ['None', '{"a": None}', 7, /None is not JSON; write null/],
    ['a raw NUL', '{"a": "x\0y"}', 9, /U\+0000/],
    ['a raw tab', '{"a": "x\ty"}', 9, /U\+0009/],
    ['a bad escape', '{"a": "C:\\x"}', 10, /backslash/],
    ['no JSON at all', 'prompt,chosen,rejected', 1, /"p" \(U\+0070\)/],
    ['a byte order mark between joined files', '\uFEFF{"a": 1}', 1, /byte order mark/],
    ['an unquoted name', '{a: 1}', 2, /double quotes/],
    ['a lone minus', '{"a": -}', 8, /digit/],
    ['a leading zero', '{"a": 01}', 8, /a comma or "}"/],
  ])('%s', (_name, text, column, reason) => {
    const unreadable = readUnreadable(text);
    expect(unreadable).toMatchObject({ code: 'invalid-json', row: 0, line: 1, column });
    expect(unreadable.reason).toMatch(reason);
  });

  it('locates an error exactly where JSON.parse refuses', () => {
    const unit = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'u', '0', '1', '-', '.', 'e', ' ', 'true', 'null', '\n', '\0', 'é', '"a"', '"a":');
    const base = fc.oneof(fc.json(), fc.string({ unit, maxLength: 12 }));
    fc.assert(
      fc.property(base, fc.nat(), fc.string({ unit, maxLength: 2 }), fc.nat(3), (json, at, inserted, removed) => {
        const position = at % (json.length + 1);
        const text = json.slice(0, position) + inserted + json.slice(position + removed);
        expect(findJsonError(text) === undefined).toBe(parses(text));
        const offset = findJsonError(text)?.offset;
        if (offset !== undefined) expect(offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['lists', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['objects', '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000)],
    ['unclosed lists', '['.repeat(200_000)],
  ])('survives huge nesting: %s', (_name, nested) => {
    const unreadable = readUnreadable(`{"prompt":"p","chosen":"c","rejected":"r","extra":${nested}}`);
    expect(unreadable.code).toBe('invalid-json');
    expect(unreadable.reason).toMatch(/nested deeper than 1000 levels/);
    expect(unreadable.column).toBeGreaterThan(1000);
  });

  it('reads rows nested less deeply', () => {
    const nested = '['.repeat(900) + ']'.repeat(900);
    expect(readPair(`{"prompt":"p","chosen":"c","rejected":"r","extra":${nested}}`).schema).toBe('trl-explicit');
  });
});

describe('rows that are no pairs', () => {
  it.each([
    ['a list', '[1]', 'not-an-object', '', /is a list/],
    ['null', 'null', 'not-an-object', '', /is null/],
    ['a text', '"x"', 'not-an-object', '', /is a text/],
    ['no fields', {}, 'missing-field', '', /no fields but not "chosen" and "rejected"/],
    ['no rejected', { prompt: 'p', chosen: 'c' }, 'missing-field', '', /"prompt", "chosen" but not "rejected"/],
    ['null rejected', { prompt: 'p', chosen: 'c', rejected: null }, 'missing-field', '', /"rejected" \(it is null\)/],
    ['a number', '{"prompt":"p","chosen":1,"rejected":"r"}', 'wrong-type', '1,', /"chosen" is a number/],
    ['a prompt list before texts', '{"prompt":[],"chosen":"c","rejected":"r"}', 'wrong-type', '[],', /"prompt" is an empty list/],
    ['text against list', { chosen: 'c', rejected: [turn('assistant', 'b')] }, 'wrong-type', '[{', /"chosen" is a text but "rejected" is a list/],
    ['empty conversation', { ...conversation, chosen: [] }, 'empty-conversation', '[],', /"chosen" is an empty list/],
    ['empty prompt list', { ...conversation, prompt: [] }, 'empty-conversation', '[],', /"prompt" is an empty list/],
    ['no response after the prompt', { chosen: [turn('user', 'q')], rejected: [turn('user', 'q'), turn('assistant', 'a')] }, 'empty-conversation', '[{', /"chosen" has no response/],
    ['null content', { ...conversation, chosen: [turn('assistant', null)] }, 'wrong-type', 'null', /"chosen"\[0\].content is null/],
    ['empty content list', { ...conversation, chosen: [turn('assistant', [])] }, 'wrong-type', '[]}', /is an empty list/],
    ['no content', { ...conversation, chosen: [{ role: 'assistant' }] }, 'missing-field', '{"role"', /"chosen"\[0\] has no "content" \(it has role\)/],
    ['no role', { ...conversation, chosen: [{ content: 'a' }] }, 'missing-field', '{"content"', /has no "role"/],
    ['a message that is text', { ...conversation, chosen: ['a'] }, 'wrong-type', '"a"]', /"chosen"\[0\] is a text/],
    ['an image part', { ...conversation, chosen: [turn('assistant', [{ type: 'image_url', image_url: 'x' }])] }, 'wrong-type', '{"type"', /only text/],
    ['a tool call', { ...conversation, chosen: [{ role: 'assistant', content: '', tool_calls: [{}] }] }, 'wrong-type', '[{}]', /tool calls/],
    ['tools that are no list', { ...conversation, tools: 'x' }, 'wrong-type', '"x"}', /"tools" is a text that holds no JSON list/],
    ['template arguments that are no object', { ...conversation, chat_template_kwargs: [1] }, 'wrong-type', '[1]}', /"chat_template_kwargs" is a list/],
  ])('%s', (_name, row, code, place, reason) => {
    const unreadable = readUnreadable(row);
    expect(unreadable.code).toBe(code);
    const text = typeof row === 'string' ? row : JSON.stringify(row);
    expect(text.slice(unreadable.column - 1)).toSatisfy((rest: string) => rest.startsWith(place));
    if (place === '') expect(unreadable.column).toBe(1);
    expect(unreadable.reason).toMatch(reason);
    expect(unreadable.reason).toMatch(/\.$|\?$/);
  });

  it('shortens long lists of fields and long names', () => {
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${'😀'.repeat(1000)}${String(index)}`, 1]));
    const { reason } = readUnreadable(fields);
    expect(reason).toMatch(/and 492 more/);
    expect(reason.length).toBeLessThan(1000);
    expect(wellFormed(reason)).toBe(reason);
  });
});

describe('rows as bytes', () => {
  const place = { row: 4, line: 6 };
  const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

  it.each([
    ['Latin-1', [0xe9], 12, 13],
    ['overlong', [0xc0, 0xaf], 12, 13],
    ['a surrogate', [0xed, 0xa0, 0x80], 12, 13],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], 12, 13],
    ['a cut sequence', [0xe2, 0x82], 12, 13],
    ['after other characters', [0xf0, 0x9f, 0x98, 0x80, 0xff], 14, 17],
  ])('invalid UTF-8: %s', (_name, odd, column, byte) => {
    const row = reader.readContent(place, content(bytes('{"prompt":"', odd, '"}')));
    expect(row).toMatchObject({ kind: 'unreadable', unreadable: { ...place, code: 'invalid-utf8', column } });
    expect(row.kind === 'unreadable' && row.unreadable.reason).toContain(`Byte ${String(byte === 17 ? 16 : 12)} of the row`);
  });

  it('finds the first invalid byte wherever the decoder refuses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (random) => {
        const row = reader.readContent(place, content(random));
        const valid = Buffer.from(Buffer.from(random).toString('utf8')).equals(random);
        expect(row.kind === 'unreadable' && row.unreadable.code === 'invalid-utf8').toBe(!valid);
      }),
      { numRuns: 5000 },
    );
  });

  it('reads a row of 5 MB', () => {
    const long = 'Zeile \\"mit\\" 😀\\n'.repeat(250_000);
    const text = `{"prompt":"p","chosen":"${long}","rejected":"r"}`;
    const row = reader.readContent(place, content(Buffer.from(text)));
    expect(row.kind).toBe('read');
    expect(Buffer.byteLength(text)).toBeGreaterThan(5_000_000);
  });

  it('reports a row above the limit without reading it', async () => {
    const source: RowSource = { container: { format: 'jsonl', compression: null, files: [] }, locate: () => { throw new Error('unused'); }, read: () => Promise.reject(new Error('must not be read')), close: () => Promise.resolve() };
    const row = await reader.read(source, { ...place, byteStart: 0, byteLength: 64 * 1024 * 1024 + 1 });
    expect(row).toMatchObject({ kind: 'unreadable', unreadable: { ...place, code: 'row-too-large', column: 1 } });
  });
});

function content(row: Uint8Array): RowContent {
  return { kind: 'text', bytes: row, syntax: { kind: 'json' } };
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
