/** A token or mark that a chat template or tokenizer writes, found in a text. Offsets are UTF-16 units. */
export interface TemplateMark {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Whose it is, for the evidence. */
  readonly family: string;
  /** `header` begins a turn and may name its role, `end` ends a text or turn, `start` begins a text. */
  readonly kind: 'header' | 'end' | 'start';
}

interface MarkRule {
  readonly family: string;
  readonly kind: TemplateMark['kind'];
  readonly pattern: string;
}

const roleName = '(?:system|user|assistant|tool|function|developer|ipython|model|human)';

/**
 * Marks as the templates of these families print them (tokenizer_config.json of the models). A header takes the role it names and one line end
 * along, since neither means anything without it. First rule that fits wins.
 */
const rules: readonly MarkRule[] = [
  { family: 'ChatML', kind: 'header', pattern: `<\\|im_start\\|>(?:[ \\t]*${roleName}\\b)?\\r?\\n?` },
  { family: 'ChatML', kind: 'end', pattern: '<\\|im_end\\|>' },
  { family: 'Llama 3', kind: 'header', pattern: '<\\|start_header_id\\|>[a-z_]{0,20}<\\|end_header_id\\|>(?:\\r?\\n){0,2}' },
  { family: 'Llama 3', kind: 'end', pattern: '<\\|(?:eot_id|eom_id|end_of_text)\\|>' },
  { family: 'Llama 3', kind: 'start', pattern: '<\\|begin_of_text\\|>' },
  { family: 'Llama 2', kind: 'header', pattern: '\\[/?INST\\]|<</?SYS>>' },
  { family: 'Mistral', kind: 'header', pattern: '\\[/?(?:TOOL_CALLS|TOOL_RESULTS|AVAILABLE_TOOLS|SYSTEM_PROMPT)\\]' },
  { family: 'Gemma', kind: 'header', pattern: '<start_of_turn>(?:model|user|system)?\\r?\\n?' },
  { family: 'Gemma', kind: 'end', pattern: '<end_of_turn>' },
  { family: 'Phi and Zephyr', kind: 'header', pattern: '<\\|(?:system|user|assistant|prompter)\\|>\\r?\\n?' },
  { family: 'Phi and Zephyr', kind: 'end', pattern: '<\\|end\\|>' },
  { family: 'GPT', kind: 'end', pattern: '<\\|endoftext\\|>' },
  { family: 'DeepSeek', kind: 'header', pattern: '<[|｜](?:User|Assistant|System)[|｜]>' },
  { family: 'DeepSeek', kind: 'end', pattern: '<[|｜]end▁of▁sentence[|｜]>' },
  { family: 'DeepSeek', kind: 'start', pattern: '<[|｜]begin▁of▁sentence[|｜]>' },
  { family: 'NeMo', kind: 'header', pattern: '<extra_id_\\d{1,2}>(?:System|User|Assistant)?\\r?\\n?' },
  { family: 'named token', kind: 'start', pattern: '<bos>|\\[BOS\\]' },
  { family: 'named token', kind: 'end', pattern: '<eos>|\\[EOS\\]|<pad>|\\[PAD\\]' },
  // HTML has <s> too: only where a tokenizer would print it, at an edge of the text or beside another mark.
  { family: 'SentencePiece', kind: 'start', pattern: '<s>(?<=^(?:\\s|<s>){1,8})|<s>(?=\\s{0,4}\\[INST\\])' },
  { family: 'SentencePiece', kind: 'end', pattern: '</s>(?=\\s{0,4}(?:</s>|<s>|$))' },
  // Whatever else is written like a control token, such as <|START_OF_TURN_TOKEN|>.
  { family: 'control token', kind: 'header', pattern: '<\\|[A-Za-z][A-Za-z0-9_]{2,40}\\|>' },
];

const anyMark = new RegExp(rules.map(({ pattern }) => `(${pattern})`).join('|'), 'g');

/** All marks of chat templates and tokenizers in a text, in order. */
export function templateMarks(text: string): readonly TemplateMark[] {
  // Every mark has one of these; looking for them first is much faster on the many texts that have none.
  if (!text.includes('<') && !text.includes('[')) return [];
  return Array.from(text.matchAll(anyMark), (match) => {
    const rule = rules[match.slice(1).findIndex((group) => group !== undefined)];
    return { start: match.index, end: match.index + match[0].length, text: match[0], family: rule?.family ?? '', kind: rule?.kind ?? 'header' };
  });
}
