import fc from 'fast-check';

/**
 * Files made of parts that are known one by one, so that what an edit must give can be put together by hand: no parsing, no
 * offsets. Strings are lists of characters, each with the way it is written.
 */
export interface NaiveCharacter {
  readonly text: string;
  readonly raw: string;
}

export interface NaiveField {
  readonly name: string;
  /** Everything from the end of the field before to the value: white space, name, colon. */
  before: string;
  value: { kind: 'string'; characters: readonly NaiveCharacter[]; open: string; close: string } | { kind: 'other'; raw: string };
}

export interface NaiveRow {
  before: string;
  readonly fields: NaiveField[];
  readonly after: string;
  /** What goes with the row when it is dropped: its line end, or its comma and the space around it. */
  separator: string;
}

/** A blank line stays where it is when rows around it go. */
export type NaiveItem = NaiveRow | { readonly blank: string };

export interface NaiveFile {
  readonly format: 'jsonl' | 'json' | 'csv';
  readonly head: string;
  readonly tail: string;
  readonly items: readonly NaiveItem[];
}

const plain = 'abc ABC,.;:{}[]\'é日ü😀-/\t'.match(/./gsu)!;

const jsonCharacter: fc.Arbitrary<NaiveCharacter> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...plain.filter((text) => text !== '\t')).map((text) => ({ text, raw: text })) },
  fc.constantFrom(
    { text: '"', raw: '\\"' },
    { text: '\\', raw: '\\\\' },
    { text: '/', raw: '\\/' },
    { text: '\n', raw: '\\n' },
    { text: '\t', raw: '\\u0009' },
    { text: 'é', raw: '\\u00e9' },
    { text: 'é', raw: '\\u00E9' },
    { text: '😀', raw: '\\ud83d\\ude00' },
    { text: '\u2028', raw: '\u2028' },
  ),
);

const csvCharacter: fc.Arbitrary<NaiveCharacter> = fc.constantFrom(...plain, '"', '\n', '\r\n').map((text) => ({ text, raw: text === '"' ? '""' : text }));

const space = fc.constantFrom('', ' ', '  ', '\t');

/** Texts that differ from their first character on, so that no two of them share a prompt by accident. */
function jsonField(name: string, lead: string): fc.Arbitrary<NaiveField> {
  return fc.tuple(space, space, space, fc.array(jsonCharacter, { maxLength: 12 })).map(([first, second, third, characters]) => ({
    name,
    before: `${first}"${name}"${second}:${third}`,
    value: { kind: 'string', characters: [{ text: lead, raw: lead }, ...characters], open: '"', close: '"' },
  }));
}

const otherField: fc.Arbitrary<NaiveField> = fc
  .tuple(fc.constantFrom('score', 'meta', 'ключ'), fc.constantFrom('1.0', '1e3', '[ 1, {"a" : "}" } ]', '"x\\"y"', 'null', '12345678901234567890'))
  .map(([name, raw]) => ({ name, before: ` "${name}" : `, value: { kind: 'other', raw } }));

const jsonRow: fc.Arbitrary<NaiveRow> = fc
  .tuple(jsonField('prompt', 'p'), jsonField('chosen', 'c'), jsonField('rejected', 'r'), fc.option(otherField), space, fc.integer({ min: 0, max: 5 }))
  .map(([prompt, chosen, rejected, other, before, turn]) => {
    const fields = [prompt, chosen, rejected, ...(other === null ? [] : [other])];
    for (let index = 0; index < turn; index++) fields.push(fields.shift()!);
    return { before: `${before}{`, fields: withCommas(fields), after: ' }', separator: '' };
  });

function withCommas(fields: readonly NaiveField[]): NaiveField[] {
  return fields.map((field, index) => ({ ...field, before: index === 0 ? field.before : `,${field.before}` }));
}

const csvRow: fc.Arbitrary<NaiveRow> = fc
  .tuple(fc.array(csvCharacter, { maxLength: 8 }), fc.array(csvCharacter, { maxLength: 8 }), fc.array(csvCharacter, { maxLength: 8 }), fc.boolean())
  .map(([prompt, chosen, rejected, wordOnly]) => {
    const cell = (name: string, lead: string, all: readonly NaiveCharacter[]): NaiveField => {
      const characters = [{ text: lead, raw: lead }, ...(wordOnly ? all.filter(({ text }) => /^[A-Za-z ]$/.test(text)) : all)];
      const quote = wordOnly ? '' : '"';
      return { name, before: name === 'prompt' ? '' : ',', value: { kind: 'string', characters, open: quote, close: quote } };
    };
    return { before: '', fields: [cell('prompt', 'p', prompt), cell('chosen', 'c', chosen), cell('rejected', 'r', rejected)], after: '', separator: '' };
  });

const lineEnd = fc.constantFrom('\n', '\r\n');

const jsonLinesFile: fc.Arbitrary<NaiveFile> = fc
  .tuple(fc.array(jsonRow, { minLength: 1, maxLength: 6 }), fc.array(fc.tuple(lineEnd, fc.constantFrom('', '', '\n', ' \r\n')), { minLength: 6, maxLength: 6 }), fc.boolean(), fc.boolean())
  .map(([rows, ends, mark, ended]) => ({
    format: 'jsonl',
    head: mark ? '\ufeff' : '',
    tail: '',
    items: rows.flatMap((row, index): NaiveItem[] => {
      if (index === rows.length - 1 && !ended) return [{ ...row, separator: '' }];
      const [separator, blank] = ends[index]!;
      return [{ ...row, separator }, { blank }];
    }),
  }));

const jsonFile: fc.Arbitrary<NaiveFile> = fc
  .tuple(fc.array(jsonRow, { minLength: 1, maxLength: 6 }), fc.constantFrom(',', ',\n  ', ' ,\r\n'), fc.constantFrom(['[', ']'], ['[\n  ', '\n]\n'], ['\ufeff [ ', '\r\n]']))
  .map(([rows, comma, [head, tail]]) => ({ format: 'json', head: head!, tail: tail!, items: rows.map((row) => ({ ...row, before: '{', separator: comma })) }));

const csvFile: fc.Arbitrary<NaiveFile> = fc
  .tuple(fc.array(csvRow, { minLength: 1, maxLength: 6 }), lineEnd, fc.boolean())
  .map(([rows, end, mark]) => ({ format: 'csv', head: `${mark ? '\ufeff' : ''}prompt,chosen,rejected${end}`, tail: '', items: rows.map((row) => ({ ...row, separator: end })) }));

export const naiveFile = fc.oneof(jsonLinesFile, jsonFile, csvFile);

export function renderValue({ value }: NaiveField): string {
  return value.kind === 'other' ? value.raw : value.open + value.characters.map(({ raw }) => raw).join('') + value.close;
}

export function renderRow(row: NaiveRow): string {
  return row.before + row.fields.map((field) => field.before + renderValue(field)).join('') + row.after;
}

/** The file; of a JSON array each row but the last is followed by its comma. */
export function renderFile({ format, head, tail, items }: NaiveFile): string {
  const parts = items.map((item, index) => {
    if ('blank' in item) return item.blank;
    return renderRow(item) + (format === 'json' && index === items.length - 1 ? '' : item.separator);
  });
  return head + parts.join('') + tail;
}
