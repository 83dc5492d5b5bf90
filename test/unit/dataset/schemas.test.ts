import { describe, expect, it } from 'vitest';

import { readPair } from './readPair';

const user = (content: string) => ({ role: 'user', content });
const assistant = (content: string) => ({ role: 'assistant', content });
const system = (content: string) => ({ role: 'system', content });

describe('explicit prompt', () => {
  it('reads the three texts as they are, whatever other fields stand beside them', () => {
    const pair = readPair({ id: 7, rejected: 'It is green.', chosen: 'It is blue.', prompt: 'The sky? ', score: null });
    expect(pair.schema).toBe('trl-explicit');
    expect(pair.texts).toEqual({ format: 'standard', prompt: 'The sky? ', chosen: 'It is blue.', rejected: 'It is green.' });
    expect(pair.sources.chosen).toEqual([{ path: ['chosen'], start: 0, end: 11 }]);
    expect(pair.notes).toEqual([]);
  });

  it('keeps a transcript with its own prompt field explicit', () => {
    const transcript = '\n\nHuman: a\n\nAssistant: b';
    expect(readPair({ prompt: 'p', chosen: transcript, rejected: transcript }).schema).toBe('trl-explicit');
  });

  it('reads empty texts: that they are empty is a finding, not a reading error', () => {
    expect(readPair({ prompt: '', chosen: '', rejected: '' }).schema).toBe('trl-explicit');
  });
});

describe('HH-RLHF transcripts', () => {
  it('splits at the last assistant mark of both sides', () => {
    const start = '\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant:';
    const pair = readPair({ chosen: `${start} yes, sure`, rejected: `${start} yes` });
    expect(pair.schema).toBe('hh-rlhf');
    expect(pair.texts).toEqual({ format: 'standard', prompt: start, chosen: ' yes, sure', rejected: ' yes' });
    expect(pair.notes).toEqual([]);
  });

  it('falls back to the shared beginning, with a note, where the transcripts differ before the last mark', () => {
    const pair = readPair({
      chosen: '\n\nHuman: a\n\nAssistant: b',
      rejected: '\n\nHuman: a\n\nAssistant: c\n\nHuman: d\n\nAssistant: e',
    });
    expect(pair.schema).toBe('hh-rlhf');
    expect(pair.texts.prompt).toBe('\n\nHuman: a\n\nAssistant:');
    expect(pair.notes).toHaveLength(1);
    expect(pair.notes[0]).toMatchObject({ code: 'implicit-prompt-uncertain' });
  });

  it('needs the marks on both sides', () => {
    expect(readPair({ chosen: '\n\nHuman: a\n\nAssistant: b', rejected: '\n\nHuman: a' }).schema).toBe('trl-implicit');
  });
});

describe('conversations with a prompt', () => {
  const row = { prompt: [system('Be brief.'), user('Sky?')], chosen: [assistant('Blue.')], rejected: [assistant('Green.')] };

  it('reads the three lists', () => {
    const pair = readPair(row);
    expect(pair.schema).toBe('trl-conversational');
    expect(pair.texts).toEqual({ format: 'conversational', ...row });
    expect(pair.sources.prompt.map((source) => source.path)).toEqual([
      ['prompt', 0, 'content'],
      ['prompt', 1, 'content'],
    ]);
  });

  it('hands tools and template arguments on, tools as a list or as JSON text', () => {
    const tools = [{ type: 'function', function: { name: 'now' } }];
    const expected = { tools, chatTemplateKwargs: { enable_thinking: false } };
    expect(readPair({ ...row, tools, chat_template_kwargs: { enable_thinking: false } }).texts).toMatchObject(expected);
    expect(readPair({ ...row, tools: JSON.stringify(tools) }).texts).toMatchObject({ tools });
    expect(readPair({ ...row, tools: null }).texts).not.toHaveProperty('tools');
  });

  it('joins the text parts of a content', () => {
    const parts = [{ type: 'text', text: 'Bl' }, { type: 'text', text: 'ue.' }];
    const pair = readPair({ ...row, chosen: [{ role: 'assistant', content: parts }] });
    expect(pair.texts.chosen).toEqual([assistant('Blue.')]);
    expect(pair.sources.chosen).toEqual([
      { path: ['chosen', 0, 'content', 0, 'text'], start: 0, end: 2 },
      { path: ['chosen', 0, 'content', 1, 'text'], start: 0, end: 3, continues: true },
    ]);
  });
});

describe('conversations without a prompt', () => {
  it.each([
    ['the shared turns are the prompt', [user('q'), assistant('a')], [user('q'), assistant('b')], 1, false],
    ['several shared turns', [user('q'), assistant('a'), user('r'), assistant('b')], [user('q'), assistant('a'), user('r'), assistant('c')], 3, false],
    ['identical: the last turn stays as the response', [user('q'), assistant('a')], [user('q'), assistant('a')], 1, true],
    ['one starts the other: the last shared turn stays', [user('q'), assistant('a')], [user('q'), assistant('a'), user('r'), assistant('b')], 1, true],
    ['nothing shared: no prompt', [user('p'), assistant('a')], [user('q'), assistant('a')], 0, true],
    ['the difference is in a user turn', [system('s'), user('p'), assistant('a')], [system('s'), user('q'), assistant('a')], 1, true],
    ['same text in another role is another turn', [user('q'), assistant('a')], [system('q'), assistant('a')], 0, true],
  ])('%s', (_name, chosen, rejected, turns, uncertain) => {
    const pair = readPair({ chosen, rejected });
    expect(pair.schema).toBe('trl-conversational-implicit');
    expect(pair.texts).toEqual({
      format: 'conversational',
      prompt: chosen.slice(0, turns),
      chosen: chosen.slice(turns),
      rejected: rejected.slice(turns),
    });
    expect(pair.notes.map((note) => note.code)).toEqual(uncertain ? ['implicit-prompt-uncertain'] : []);
  });
});

describe('a prompt text beside conversations', () => {
  it('is left aside where the lists repeat the prompt', () => {
    const pair = readPair({ prompt: 'q', chosen: [user('q'), assistant('a')], rejected: [user('q'), assistant('b')], score_chosen: 9 });
    expect(pair.schema).toBe('ultrafeedback-binarized');
    expect(pair.texts).toMatchObject({ prompt: [user('q')], chosen: [assistant('a')], rejected: [assistant('b')] });
  });

  it('is the user turn where they do not', () => {
    const pair = readPair({ prompt: 'q', chosen: [assistant('a')], rejected: [assistant('b')] });
    expect(pair.schema).toBe('ultrafeedback-binarized');
    expect(pair.texts).toMatchObject({ prompt: [user('q')], chosen: [assistant('a')], rejected: [assistant('b')] });
    expect(pair.sources.prompt).toEqual([{ path: ['prompt'], start: 0, end: 1 }]);
    expect(pair.notes).toEqual([]);
  });

  it('is the user turn, with a note, where the lists start with different questions', () => {
    const pair = readPair({ prompt: 'q', chosen: [user('q'), assistant('a')], rejected: [user('r'), assistant('b')] });
    expect(pair.texts.prompt).toEqual([user('q')]);
    expect(pair.notes).toHaveLength(1);
  });
});

describe('what rows do to a reader', () => {
  it('takes the last of two fields with the same name, as every JSON parser does', () => {
    const pair = readPair('{"prompt":"p","chosen":"first","rejected":"r","chosen":"second"}');
    expect(pair.texts.chosen).toBe('second');
  });

  it('treats __proto__ and constructor as ordinary fields', () => {
    const pair = readPair('{"__proto__":{"prompt":"x","chosen":1},"constructor":null,"prompt":"p","chosen":"c","rejected":"r"}');
    expect(pair.texts).toEqual({ format: 'standard', prompt: 'p', chosen: 'c', rejected: 'r' });
    expect(({} as Record<string, unknown>)['chosen']).toBeUndefined();
  });

  it('treats null like an absent field', () => {
    expect(readPair({ prompt: null, chosen: 'a b', rejected: 'a c' }).schema).toBe('trl-implicit');
  });

  it('makes texts well formed and keeps their length', () => {
    const pair = readPair('{"prompt":"\\ud83d\\ude00","chosen":"x\\ud800y","rejected":"\\udc00"}');
    expect(pair.texts).toMatchObject({ prompt: '😀', chosen: 'x\uFFFDy', rejected: '\uFFFD' });
    expect(pair.sources.chosen).toEqual([{ path: ['chosen'], start: 0, end: 3 }]);
  });

  it('makes tools well formed too', () => {
    const row = '{"prompt":[{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"a"}],"rejected":[{"role":"assistant","content":"b"}],"tools":';
    expect(readPair(`${row}[{"name":"\\ud800"}]}`).texts).toMatchObject({ tools: [{ name: '\uFFFD' }] });
    expect(readPair(`${row}${JSON.stringify('[{"name":"\\ud800"}]')}}`).texts).toMatchObject({ tools: [{ name: '\uFFFD' }] });
  });

  it('keeps NUL characters that are written as escapes', () => {
    expect(readPair('{"prompt":"p","chosen":"a\\u0000b","rejected":"r"}').texts.chosen).toBe('a\0b');
  });
});
