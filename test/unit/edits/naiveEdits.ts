import { renderRow, type NaiveCharacter, type NaiveField, type NaiveFile, type NaiveItem, type NaiveRow } from './naiveFile';

/** What edits must give, on the parts of a naive file. Row numbers count rows only. */
export function naiveDrop(file: NaiveFile, rows: readonly number[]): NaiveFile {
  let row = 0;
  return { ...file, items: file.items.filter((item) => 'blank' in item || !rows.includes(row++)) };
}

export function naiveSwap(file: NaiveFile, row: number): NaiveFile {
  return changed(file, row, (fields) => {
    const value = (name: string) => fields.find((field) => field.name === name)!.value;
    const other: Record<string, string> = { chosen: 'rejected', rejected: 'chosen' };
    return fields.map((field) => (field.name in other ? { ...field, value: value(other[field.name]!) } : field));
  });
}

export function naiveSetText(file: NaiveFile, row: number, name: string, text: string): NaiveFile {
  const escapes = escapesNonAscii(renderRow(rowsOf(file)[row]!));
  return changed(file, row, (fields) => fields.map((field) => (field.name === name ? withText(field, text, file.format === 'csv', escapes) : field)));
}

export function rowsOf({ items }: NaiveFile): NaiveRow[] {
  return items.flatMap((item) => ('blank' in item ? [] : [item]));
}

function changed(file: NaiveFile, row: number, change: (fields: NaiveField[]) => NaiveField[]): NaiveFile {
  let seen = 0;
  const items = file.items.map((item): NaiveItem => ('blank' in item || seen++ !== row ? item : { ...item, fields: change(item.fields) }));
  return { ...file, items };
}

function escapesNonAscii(raw: string): boolean {
  return [...raw].every((character) => character.codePointAt(0)! < 128) && [...raw.matchAll(/\\u([0-9a-fA-F]{4})/g)].some(([, hex]) => parseInt(hex!, 16) >= 128);
}

function withText(field: NaiveField, text: string, csv: boolean, escapes: boolean): NaiveField {
  if (field.value.kind === 'other') return field;
  const wanted = [...text];
  const old = field.value.characters.flatMap((character) => (character.text === '\r\n' ? [{ text: '\r', raw: '\r' }, { text: '\n', raw: '\n' }] : [character]));
  if (old.map((character) => character.text).join('') === text) return field;
  let start = 0;
  while (start < wanted.length && old[start]?.text === wanted[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, wanted.length) - start && old[old.length - 1 - end]!.text === wanted[wanted.length - 1 - end]) end++;
  const written = wanted.slice(start, wanted.length - end).map((character): NaiveCharacter => ({ text: character, raw: csv ? csvRaw(character) : jsonRaw(character, escapes) }));
  const characters = [...old.slice(0, start), ...written, ...old.slice(old.length - end)];
  const needsQuotes = csv && (field.value.open === '"' || /[",\r\n]/.test(text));
  const quote = csv ? (needsQuotes ? '"' : '') : '"';
  return { ...field, value: { kind: 'string', characters, open: quote, close: quote } };
}

function csvRaw(character: string): string {
  return character === '"' ? '""' : character;
}

const short: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function jsonRaw(character: string, escapes: boolean): string {
  if (character in short) return short[character]!;
  if (!escapes || character.codePointAt(0)! < 128) return character;
  return Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('');
}
