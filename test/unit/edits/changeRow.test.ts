import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { applyReplacements } from '../../../src/core/edits/applyReplacements';
import { changeRow } from '../../../src/core/edits/changeRow';
import { editableRowOf } from '../../../src/core/edits/editableRowOf';
import { keptLineEnds } from '../../../src/core/edits/keptLineEnds';
import { pairsOfRow } from '../../../src/core/edits/pairsOfRow';
import { replaceFields } from '../../../src/core/edits/replaceFields';
import type { RowChange } from '../../../src/core/edits/rowChange';
import type { RowSyntax } from '../../../src/core/ports';

const read = pairsOfRow(new DatasetReader());
const json: RowSyntax = { kind: 'json' };

function changed(text: string, change: RowChange, syntax = json): string {
  return applyReplacements(text, changeRow(editableRowOf(text, syntax), (row) => read(row, syntax), change));
}

const swap: RowChange = { kind: 'swap', pair: 0 };
const set = (side: 'prompt' | 'chosen' | 'rejected', text: string): RowChange => ({ kind: 'set-text', pair: 0, side, text });

describe('swapping', () => {
  it('exchanges the characters of the two values and nothing else', () => {
    const row = '{ "chosen":"a\\u00e9\\/" , "prompt": "p",\t"rejected" :"b", "n":1.0 }';
    expect(changed(row, swap)).toBe('{ "chosen":"b" , "prompt": "p",\t"rejected" :"a\\u00e9\\/", "n":1.0 }');
  });

  it('keeps what is said of a response with it', () => {
    const row = '{"prompt": "p", "chosen": "a", "chosen_model": "m1", "rejected": "b", "rejected_model": "m2", "score_chosen": 8.0, "score_rejected": 3}';
    expect(changed(row, swap)).toBe('{"prompt": "p", "chosen": "b", "chosen_model": "m2", "rejected": "a", "rejected_model": "m1", "score_chosen": 3, "score_rejected": 8.0}');
  });

  it('is its own undoing', () => {
    const row = '{"chosen": "\\n\\nHuman: hi\\n\\nAssistant: one", "rejected": "\\n\\nHuman: hi\\n\\nAssistant: two"}';
    expect(changed(row, swap)).not.toBe(row);
    expect(changed(changed(row, swap), swap)).toBe(row);
  });

  it('exchanges whole message lists', () => {
    const chosen = '[{"role": "user", "content": "q"}, {"content": "a", "role": "assistant"}]';
    const rejected = '[ {"role": "user", "content": "q"},{"role":"assistant","content":"b"}, {"role": "user", "content": "more"}, {"role":"assistant","content":"c"} ]';
    expect(changed(`{"chosen": ${chosen}, "rejected": ${rejected}}`, swap)).toBe(`{"chosen": ${rejected}, "rejected": ${chosen}}`);
  });

  it('changes the cells of a record with their quotes', () => {
    const syntax: RowSyntax = { kind: 'delimited', delimiter: ',', header: ['prompt', 'chosen', 'rejected'] };
    expect(changed('p,"a, ""x""",b', swap, syntax)).toBe('p,b,"a, ""x"""');
  });
});

describe('a new text', () => {
  it('leaves the escapes of all that stays', () => {
    const row = '{"prompt":"p","chosen":"\\u0041 and \\/ and B","rejected":"r"}';
    expect(changed(row, set('chosen', 'A and / or "B"'))).toBe('{"prompt":"p","chosen":"\\u0041 and \\/ or \\"B\\"","rejected":"r"}');
  });

  it('is escaped as the rest of the row', () => {
    expect(changed('{"prompt":"caf\\u00e9","chosen":"a","rejected":"b"}', set('chosen', '日😀'))).toContain('"chosen":"\\u65e5\\ud83d\\ude00"');
    expect(changed('{"prompt":"café","chosen":"a","rejected":"b"}', set('chosen', '日😀'))).toContain('"chosen":"日😀"');
  });

  it('of a shared prompt is written into both responses', () => {
    const row = '{"chosen": "\\n\\nHuman: old?\\n\\nAssistant: one", "rejected": "\\n\\nHuman: old?\\n\\nAssistant: two"}';
    const expected = row.replaceAll('old?', 'new question?');
    expect(changed(row, set('prompt', '\n\nHuman: new question?\n\nAssistant:'))).toBe(expected);
  });

  it('of a prompt that stands in messages and in a field is written everywhere', () => {
    const turn = (text: string) => `[{"role": "user", "content": "old"}, {"role": "assistant", "content": "${text}"}]`;
    const row = `{"prompt": "old", "chosen": ${turn('a')}, "rejected": ${turn('b')}, "messages": ${turn('a')}}`;
    expect(changed(row, set('prompt', 'newer'))).toBe(row.replaceAll('old', 'newer'));
    expect(changed(row, set('chosen', 'better'))).toBe(row.replaceAll('"a"', '"better"'));
    expect(changed(row, set('rejected', 'worse'))).toBe(row.replace('"b"', '"worse"'));
  });

  it('is refused where it would be read as another turn', () => {
    const row = '{"chosen": "\\n\\nHuman: hi\\n\\nAssistant: one", "rejected": "\\n\\nHuman: hi\\n\\nAssistant: two"}';
    expect(() => changed(row, set('chosen', ' one\n\nHuman: and?\n\nAssistant: three'))).toThrow(/read differently/);
  });

  it('is refused where it reaches over several messages, and changes one of them', () => {
    const message = (role: string, content: string) => ({ role, content });
    const row = JSON.stringify({
      prompt: [message('system', 'be brief'), message('user', 'q')],
      chosen: [message('assistant', 'a')],
      rejected: [message('assistant', 'b')],
    });
    expect(changed(row, set('prompt', 'be brief\n\nquestion'))).toBe(row.replace('"q"', '"question"'));
    expect(() => changed(row, set('prompt', 'be long'))).toThrow(/several messages/);
  });

  it('gets quotes in a cell where it needs them', () => {
    const syntax: RowSyntax = { kind: 'delimited', delimiter: '\t', header: ['prompt', 'chosen', 'rejected'] };
    expect(changed('p\ta\tb', set('chosen', 'a, b'), syntax)).toBe('p\ta, b\tb');
    expect(changed('p\ta\tb', set('chosen', 'a\n"b"'), syntax)).toBe('p\t"a\n""b"""\tb');
  });

  it('keeps the line ends that were left alone', () => {
    expect(keptLineEnds('one\r\ntwo\nthree', 'one\ntwo\nthree')).toBe('one\r\ntwo\nthree');
    expect(keptLineEnds('one\r\ntwo\nthree', 'one\r\ntwo and\r\nhalf\r\nthree')).toBe('one\r\ntwo and\r\nhalf\nthree');
    expect(keptLineEnds('', 'a\r\nb')).toBe('a\nb');
  });
});

describe('values that a layout changes', () => {
  const row = (text: string) => editableRowOf(text, json);

  it('take the characters of a value that they change places with', () => {
    const text = '{"a": 1.50, "b": "x\\/", "winner": 0}';
    const changes = [{ path: ['a'], value: 'x/' }, { path: ['b'], value: 1.5 }, { path: ['winner'], value: 1 }];
    expect(applyReplacements(text, replaceFields(row(text), changes))).toBe('{"a": "x\\/", "b": 1.50, "winner": 1}');
  });

  it('are added where they are absent, as the row is written', () => {
    const text = '{"a": 1, "b": {"c":2}}';
    expect(applyReplacements(text, replaceFields(row(text), [{ path: ['winner'], value: 'A' }]))).toBe('{"a": 1, "b": {"c":2}, "winner": "A"}');
  });
});
