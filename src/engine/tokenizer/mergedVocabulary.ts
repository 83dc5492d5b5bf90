import { isJsonRecord, type JsonRecord } from './jsonRecord';
import { specialTokenNames } from './specialTokenNames';

/** The files of a byte-level BPE tokenizer that was saved without a tokenizer.json. */
export interface MergedVocabularyFiles {
  /** vocab.json */
  readonly vocabulary: JsonRecord;
  /** merges.txt */
  readonly merges: string;
  /** added_tokens.json; empty where there is none. */
  readonly addedTokens: JsonRecord;
  readonly config: JsonRecord;
  readonly specialTokens: JsonRecord;
}

/** Qwen2's cut, as transformers has it in code. */
const qwenWords = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
const endOfText = '<|endoftext|>';

/**
 * The tokenizer.json that transformers makes of these files (convert_slow_tokenizer.py: GPT2Converter, RobertaConverter,
 * Qwen2Converter). Throws an Error whose message completes "tokenizer.json cannot be used: …".
 */
export function mergedVocabulary(files: MergedVocabularyFiles): JsonRecord {
  const { vocabulary, merges, config } = files;
  const kind = String(config['tokenizer_class'] ?? 'GPT2Tokenizer').replace(/Fast$/u, '');
  const isQwen = kind === 'Qwen2Tokenizer';
  const byteLevel = { type: 'ByteLevel', add_prefix_space: config['add_prefix_space'] === true, trim_offsets: true, use_regex: !isQwen };
  const split = { type: 'Split', pattern: { Regex: qwenWords }, behavior: 'Isolated', invert: false };
  const added = addedTokens(files);
  return {
    version: '1.0',
    added_tokens: added,
    normalizer: isQwen ? { type: 'NFC' } : null,
    pre_tokenizer: isQwen ? { type: 'Sequence', pretokenizers: [split, byteLevel] } : byteLevel,
    post_processor: postProcessor(files, kind, added),
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', unk_token: null, fuse_unk: false, byte_fallback: false, vocab: vocabulary, merges: parseMerges(merges) },
  };
}

function parseMerges(text: string): string[][] {
  const lines = text.split(/\r?\n/u).filter((line) => line !== '' && !line.startsWith('#version'));
  return lines.map((line, index) => {
    const pair = line.split(' ');
    if (pair.length !== 2) throw new Error(`line ${String(index + 1)} of merges.txt is no pair`);
    return pair;
  });
}

interface Added extends JsonRecord {
  readonly id: number;
  readonly content: string;
}

/** Those that the configuration lists; else those of added_tokens.json and the named special ones, new ones behind all others. */
function addedTokens({ vocabulary, addedTokens: further, config, specialTokens }: MergedVocabularyFiles): Added[] {
  const found = new Map<string, Added>();
  const add = (content: string, id: number, flags: JsonRecord): void => {
    if (!found.has(content)) found.set(content, { single_word: false, lstrip: false, rstrip: false, normalized: false, ...flags, id, content });
  };
  const listed = config['added_tokens_decoder'];
  for (const [id, token] of Object.entries(isJsonRecord(listed) ? listed : {})) {
    if (isJsonRecord(token) && typeof token['content'] === 'string') add(token['content'], Number(id), token);
  }
  const special = specialContents(vocabulary, config, specialTokens);
  for (const [content, id] of Object.entries(further)) add(content, Number(id), { special: special.has(content) });
  let next = Math.max(-1, ...[...Object.values(vocabulary), ...Array.from(found.values(), ({ id }) => id)].map(Number).filter(Number.isFinite)) + 1;
  for (const content of special) {
    const known = vocabulary[content];
    if (!found.has(content)) add(content, typeof known === 'number' ? known : next++, { special: true });
  }
  return [...found.values()].sort((left, right) => left.id - right.id);
}

function specialContents(vocabulary: JsonRecord, config: JsonRecord, specialTokens: JsonRecord): Set<string> {
  const names = specialTokenNames(config, specialTokens, (content) => content === endOfText && content in vocabulary);
  return new Set(Object.values(names).flat());
}

function postProcessor({ config, specialTokens }: MergedVocabularyFiles, kind: string, added: readonly Added[]): JsonRecord {
  const names = specialTokenNames(config, specialTokens, (content) => added.some((token) => token.content === content));
  const entry = (name: string): [string, number] | null => {
    const token = added.find(({ content }) => content === names[name]);
    return token === undefined ? null : [token.content, token.id];
  };
  const [begin, classify, separate] = [entry('bos_token'), entry('cls_token'), entry('sep_token')];
  if (/^(?:Roberta|Bart|Longformer)Tokenizer$/u.test(kind) && classify !== null && separate !== null) {
    return { type: 'RobertaProcessing', sep: separate, cls: classify, trim_offsets: true, add_prefix_space: config['add_prefix_space'] === true };
  }
  if (config['add_bos_token'] !== true || begin === null) return { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true };
  const [content, id] = begin;
  const single = [{ SpecialToken: { id: content, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }];
  return { type: 'TemplateProcessing', single, pair: single, special_tokens: { [content]: { id: content, ids: [id], tokens: [content] } } };
}
