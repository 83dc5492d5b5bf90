import { isJsonRecord, type JsonRecord } from './jsonRecord';

/** What the classes of transformers fall back to when no file names the token, commonest first. */
const usual: Readonly<Record<string, readonly string[]>> = {
  eos_token: ['<|endoftext|>', '</s>', '<|im_end|>', '<eos>', '<|end_of_text|>'],
  bos_token: ['<s>', '<bos>', '<|begin_of_text|>', '<|endoftext|>'],
};
/** Classes that fall back to nothing: whoever saves one names the tokens that it has. */
const plainClasses: readonly unknown[] = ['PreTrainedTokenizerFast', 'PreTrainedTokenizer', 'TokenizersBackend'];
const roles = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'] as const;

/**
 * The texts of the special tokens by role, as chat templates know them: eos_token, bos_token … and
 * additional_special_tokens. tokenizer_config.json decides, then special_tokens_map.json. A file that sets a role to
 * null means it; where no file mentions the end or beginning token, a usual name is taken if it is an added token. (For
 * the beginning token not where the class is known to have none: it would be put in front of texts that never had it.)
 */
export function specialTokenNames(
  config: JsonRecord,
  specialTokens: JsonRecord,
  isAdded: (content: string) => boolean,
): Readonly<Record<string, string | readonly string[]>> {
  const isPlain = plainClasses.includes(config['tokenizer_class']);
  const names: Record<string, string | readonly string[]> = {};
  const usualName = (role: string): string | undefined => (isPlain && role === 'bos_token' ? undefined : usual[role]?.find(isAdded));
  for (const role of roles) {
    const declared = role in config ? config[role] : specialTokens[role];
    const name = declared === undefined ? usualName(role) : contentOf(declared);
    if (name !== undefined) names[role] = name;
  }
  const further = config['additional_special_tokens'] ?? specialTokens['additional_special_tokens'];
  if (Array.isArray(further)) {
    names['additional_special_tokens'] = further.map(contentOf).filter((name) => name !== undefined);
  }
  return names;
}

function contentOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return isJsonRecord(value) && typeof value['content'] === 'string' ? value['content'] : undefined;
}
