import { isJsonRecord, type JsonRecord } from './jsonRecord';
import type { AddedToken } from './addedTokenSplitter';

/** Ids beyond this are refused: the library makes arrays as long as the highest id. */
const highestId = 2 ** 22;

/** The checked parts of a tokenizer.json. */
export interface TokenizerModel {
  /** What the tokenizer library takes: the file with absent parts as null. */
  readonly json: JsonRecord;
  readonly model: JsonRecord;
  readonly addedTokens: readonly AddedToken[];
  /** Contents of the added tokens that are looked for in the normalised text. */
  readonly normalizedContents: ReadonlySet<string>;
  /** The pre-tokenizers, sequences taken apart. */
  readonly preTokenizers: readonly JsonRecord[];
}

/** Throws an Error whose message completes "tokenizer.json cannot be used: …". */
export function checkTokenizerModel(tokenizer: JsonRecord): TokenizerModel {
  const model = tokenizer['model'];
  if (!isJsonRecord(model)) throw new Error('it has no model');
  checkVocabulary(model['vocab']);
  const declared = Array.isArray(tokenizer['added_tokens']) ? tokenizer['added_tokens'] : [];
  const checked = declared.map(checkAddedToken);
  const parts = ['normalizer', 'pre_tokenizer', 'post_processor', 'decoder'].map((name) => [name, tokenizer[name] ?? null]);
  return {
    json: { ...tokenizer, ...Object.fromEntries(parts), added_tokens: declared },
    model,
    addedTokens: checked.map(({ token }) => token),
    normalizedContents: new Set(checked.filter(({ normalized }) => normalized).map(({ token }) => token.content)),
    preTokenizers: flatten(tokenizer['pre_tokenizer']),
  };
}

function checkVocabulary(vocabulary: unknown): void {
  if (Array.isArray(vocabulary)) return;
  if (!isJsonRecord(vocabulary)) throw new Error('its model has no vocabulary');
  for (const id of Object.values(vocabulary)) checkId(id);
}

function checkId(id: unknown): number {
  if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > highestId) {
    throw new Error('its vocabulary has an id that is no sensible number');
  }
  return id;
}

function checkAddedToken(value: unknown): { token: AddedToken; normalized: boolean } {
  if (!isJsonRecord(value) || typeof value['content'] !== 'string') throw new Error('it has an added token without content');
  const special = value['special'] === true;
  const token: AddedToken = {
    id: checkId(value['id']),
    content: value['content'],
    special,
    lstrip: value['lstrip'] === true,
    rstrip: value['rstrip'] === true,
    singleWord: value['single_word'] === true,
  };
  return { token, normalized: typeof value['normalized'] === 'boolean' ? value['normalized'] : !special };
}

function flatten(config: unknown): JsonRecord[] {
  if (!isJsonRecord(config)) return [];
  const members = config['pretokenizers'];
  return config['type'] === 'Sequence' && Array.isArray(members) ? members.flatMap(flatten) : [config];
}
