import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../src/core/dataset/preferencePair';
import { ChatTemplate } from '../../../src/engine/tokenizer/chatTemplate';
import { ChatTemplateError } from '../../../src/engine/tokenizer/chatTemplateError';
import { renderChat } from '../../../src/engine/tokenizer/renderChat';
import { fixtureTokenizer, load, sharedFolder } from './fixtureTokenizer';

const conversation: ChatMessage[] = [
  { role: 'user', content: 'Hi there' },
  { role: 'assistant', content: ' Hello! ' },
];
const template = (source: string): ChatTemplate => new ChatTemplate(source, null, { eos_token: '</s>' });
const failure = (render: () => unknown): ChatTemplateError => {
  try {
    render();
  } catch (error) {
    if (ChatTemplateError.is(error)) return error;
    throw error;
  }
  throw new Error('expected a failure');
};
const plain = { addGenerationPrompt: false };

describe('rendering', () => {
  it('follows ChatML', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    expect(renderChat(tokenizer, conversation, { addGenerationPrompt: true })).toBe(
      '<|im_start|>user\nHi there<|im_end|>\n<|im_start|>assistant\n Hello! <|im_end|>\n<|im_start|>assistant\n',
    );
  });

  it('knows the special tokens and trims as the template says', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    expect(renderChat(tokenizer, conversation, plain)).toBe('<s>[INST] Hi there [/INST] Hello! </s>');
  });

  it('strips as Python does: its white space, and the characters that are named', () => {
    const source = "{{ messages[0].content.strip() }}|{{ messages[0].content | trim }}|{{ messages[1].content.rstrip('x') }}|{{ messages[1].content.lstrip('x') }}";
    const messages = [
      { role: 'user', content: '\ufeff a\x1c\x85' },
      { role: 'assistant', content: 'x y x' },
    ];
    expect(template(source).render(messages, plain)).toBe('\ufeff a|\ufeff a|x y | y x');
  });

  it('follows the template of SmolLM2-Instruct', () => {
    const source =
      "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n' }}{% endif %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";
    expect(template(source).render(conversation.slice(0, 1), { addGenerationPrompt: true })).toBe(
      '<|im_start|>system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>\n<|im_start|>user\nHi there<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  const phi = sharedFolder('tokenizers/phi-3-mini');
  it.skipIf(phi === null)('follows the template of Phi-3 (skipped where ../shared lacks it)', async () => {
    const tokenizer = await load(phi ?? '');
    const text = renderChat(tokenizer, conversation, plain);
    expect(text).toBe('<|user|>\nHi there<|end|>\n<|assistant|>\n Hello! <|end|>\n<|endoftext|>');
    // The white space after its markers is theirs.
    expect(tokenizer.encode(text, { addSpecialTokens: false }).ids).toEqual([32010, 6324, 727, 32007, 32001, 15043, 29991, 29871, 32007, 32000]);
  });

  const qwen = path.resolve('../shared/tokenizers/qwen2.5-chat/tokenizer_config.json');
  const qwenTemplate = ((): string | null => {
    try {
      return (JSON.parse(readFileSync(qwen, 'utf8')) as { chat_template: string }).chat_template;
    } catch {
      return null;
    }
  })();
  it.skipIf(qwenTemplate === null)('follows the template of Qwen2.5 with tools (skipped where ../shared lacks it)', () => {
    const tools = [{ type: 'function', function: { name: 'add', parameters: {} } }];
    const text = template(qwenTemplate ?? '').render(conversation, { addGenerationPrompt: true, tools });
    expect(text).toContain('<tools>\n{"type": "function", "function": {"name": "add", "parameters": {}}}\n</tools>');
    expect(text.endsWith('<|im_start|>assistant\n Hello! <|im_end|>\n<|im_start|>assistant\n')).toBe(true);
  });

  it('hands the variables of the row to the template, without letting them replace the conversation', () => {
    const kwargs = { style: 'short', messages: [], namespace: 1, range: 2 };
    expect(template('{{ style }} {{ messages | length }} {{ eos_token }}').render(conversation, { ...plain, kwargs })).toBe('short 2 </s>');
  });

  it('knows the helpers of transformers, with a date that stays', () => {
    const source = "{{ strftime_now('%d %b %Y') }}|{% for i in range(1, 8, 3) %}{{ i }}{% endfor %}|{{ {'a': [1, none, True]} | tojson }}";
    expect(template(source).render([], plain)).toBe('26 Jul 2024|147|{"a": [1, null, true]}');
  });

  it('says nothing of variables that are not there', () => {
    expect(template('{{ bos_token }}{% if tools %}t{% endif %}{% if documents is none %}d{% endif %}').render([], plain)).toBe('d');
  });
});

describe('failures', () => {
  it('name the missing template', () => {
    expect(failure(() => renderChat({ chatTemplate: null }, conversation, plain)).code).toBe('no-chat-template');
  });

  it('repeat what a template says when it refuses', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    const error = failure(() => renderChat(tokenizer, [...conversation, ...conversation.slice(1)], plain));
    expect(error.code).toBe('template-failed');
    expect(error.message).toBe('The chat template refuses this conversation: Roles must alternate; change the turns of the row.');
  });

  it.each([
    ['does not parse', '{% for %}', /fails/u],
    ['uses what is missing', '{{ messages[0].content.nothing() }}', /fails/u],
    ['uses an unknown filter', "{{ 'a' | format }}", /fails/u],
    ['counts without end', '{% for i in range(1000000000000) %}{% endfor %}', /counts without end/u],
    ['counts by nothing', '{% for i in range(1, 2, 0) %}{% endfor %}', /counts without end/u],
    ['loops without end', '{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}x{% endfor %}', /without end|seconds/u],
    ['recurses without end', '{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}', /fails/u],
    ['doubles a string', `{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}`, /without end/u],
    ['doubles a list', `{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}`, /without end/u],
    ['doubles a nested list and prints it', `{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s | tojson }}`, /5 seconds|length/u],
    ['prints itself', '{% set ns = namespace() %}{% set ns.self = ns %}{{ ns | tojson }}', /fails/u],
    ['writes without end', `{% for i in range(1000000) %}{{ '${'y'.repeat(5000)}' }}{% endfor %}`, /without end|5 seconds|length/u],
  ])('a template that %s fails, instead of running on, in one sentence', (_, source, reason) => {
    const error = failure(() => template(source).render(conversation, plain));
    expect(error.code).toBe('template-failed');
    expect(error.message).toMatch(reason);
    expect(error.message).toMatch(/^[^\n]+\.$/u);
  });

  it('do not stop the next rendering', () => {
    const chat = template('{% if messages | length > 2 %}{% for i in range(1000000) %}{% for j in range(9) %}{% endfor %}{% endfor %}{% endif %}ok');
    failure(() => chat.render([...conversation, ...conversation], plain));
    expect(chat.render(conversation, plain)).toBe('ok');
  });

  it('are not caused by long conversations', () => {
    const source = "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] | trim + '<|im_end|>\n' }}{% endfor %}";
    const long = Array.from({ length: 3000 }, () => ({ role: 'user', content: 'x'.repeat(1000) }));
    expect(template(source).render(long, plain).length).toBeGreaterThan(3_000_000);
  });
});
