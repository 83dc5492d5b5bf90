import { describe, expect, it } from 'vitest';

import type { PairTexts } from '../../../src/core/dataset/preferencePair';
import { fixChanges } from '../../../src/core/noise/fixes/fixChanges';
import { fixedText } from '../../../src/core/noise/fixes/fixedText';

const standard = (prompt: string, chosen: string, rejected = 'fine'): PairTexts => ({ format: 'standard', prompt, chosen, rejected });
const chat = (prompt: string, chosen: string): PairTexts => ({
  format: 'conversational',
  prompt: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: prompt }],
  chosen: [{ role: 'assistant', content: chosen }],
  rejected: [{ role: 'assistant', content: 'fine' }],
});
const strip = (chosen: string) => fixedText(standard('p', chosen), 'chosen', 'strip-tokens');

describe('stripping tokens', () => {
  it.each([
    ['<|im_start|>assistant\nYes.<|im_end|>\n', 'Yes.'],
    ['Yes.</s></s>', 'Yes.'],
    ['<s> Yes.</s>', 'Yes.'],
    ['Yes.<|eot_id|>', 'Yes.'],
    ['<|start_header_id|>assistant<|end_header_id|>\n\nYes.', 'Yes.'],
    ['[INST] Why? [/INST] Because.', 'Why?  Because.'],
    ['<start_of_turn>model\nYes.<end_of_turn>', 'Yes.'],
    ['<｜begin▁of▁sentence｜>Yes.<｜end▁of▁sentence｜>', 'Yes.'],
    ['Yes.<|END_OF_TURN_TOKEN|>', 'Yes.'],
  ])('takes them out of %j', (text, expected) => {
    expect(strip(text)).toBe(expected);
  });

  it.each(['if (a <b && c> d) return x[1];', 'An <s>old</s> price', 'List<string> [1, 2]', 'a <| b |> c', 'Use <br> here'])('leaves %j alone', (text) => {
    expect(strip(text)).toBeNull();
  });

  it('keeps what a rendered prompt needs, and takes the doubled end token only', () => {
    const prompt = '<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n';
    expect(fixedText(standard(prompt, 'Hi.<|im_end|>'), 'chosen', 'strip-tokens')).toBeNull();
    expect(fixedText(standard(prompt, 'Hi.<|im_end|><|im_end|>'), 'chosen', 'strip-tokens')).toBe('Hi.<|im_end|>');
    expect(fixedText(standard(prompt, 'Hi.'), 'prompt', 'strip-tokens')).toBeNull();
  });

  it('strips messages of a conversation, the prompt too', () => {
    expect(fixedText(chat('Why is it so?<|im_end|>', 'Because.</s>'), 'chosen', 'strip-tokens')).toBe('Because.');
    expect(fixedText(chat('Why is it so?<|im_end|>', 'Because.</s>'), 'prompt', 'strip-tokens')).toBe('Be brief.\n\nWhy is it so?');
  });
});

describe('repairing a prompt that the responses repeat', () => {
  it('cuts it off with the marks between', () => {
    expect(fixedText(standard('What is the capital of France?', 'What is the capital  of France?\n\nAnswer: Paris.'), 'chosen', 'repair-prompt')).toBe('Paris.');
  });

  it('knows the last question of a conversation', () => {
    expect(fixedText(chat('What is the capital of France?', 'What is the capital of France? Paris.'), 'chosen', 'repair-prompt')).toBe('Paris.');
    const transcript = '\n\nHuman: Hello there\n\nAssistant: Hi.\n\nHuman: What is the capital of France?\n\nAssistant:';
    expect(fixedText(standard(transcript, ' What is the capital of France? Paris.'), 'chosen', 'repair-prompt')).toBe('Paris.');
  });

  it('leaves a response alone that is the prompt, begins otherwise, or follows a prompt of a few characters', () => {
    expect(fixedText(standard('What is the capital of France?', 'What is the capital of France?'), 'chosen', 'repair-prompt')).toBeNull();
    expect(fixedText(standard('What is the capital of France?', 'What is the capital of Spain? Madrid.'), 'chosen', 'repair-prompt')).toBeNull();
    expect(fixedText(standard('Hi', 'Hi there'), 'chosen', 'repair-prompt')).toBeNull();
  });
});

describe('the changes of a fix', () => {
  it('are one for each side that changes', () => {
    const pair = { pair: 2, texts: standard('p', 'a</s>', 'b</s>') };
    expect(fixChanges(pair, 'strip-tokens')).toEqual([
      { kind: 'set-text', pair: 2, side: 'chosen', text: 'a' },
      { kind: 'set-text', pair: 2, side: 'rejected', text: 'b' },
    ]);
    expect(fixChanges(pair, 'swap')).toEqual([{ kind: 'swap', pair: 2 }]);
    expect(fixChanges(pair, 'repair-prompt')).toEqual([]);
  });
});
