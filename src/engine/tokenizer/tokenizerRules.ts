import { droppedCharacters } from './droppedCharacters';
import type { JsonRecord } from './jsonRecord';
import type { AlignmentRules } from './tokenAligner';
import type { TokenizerModel } from './tokenizerModel';
import type { SpellingRules, TokenSpelling } from './tokenSpelling';

const sentencePieceMark = '\u2581';

/** How the vocabulary of a tokenizer.json spells bytes. */
export function spellingRules({ json, model, preTokenizers }: TokenizerModel): SpellingRules {
  const marks = JSON.stringify([json['normalizer'], json['pre_tokenizer'], json['decoder']]);
  return {
    byteLevel: preTokenizers.some((part) => part['type'] === 'ByteLevel'),
    byteFallback: model['byte_fallback'] === true,
    spaceMark: marks.includes(sentencePieceMark) ? sentencePieceMark : null,
  };
}

/** What stands between a text and its tokens, apart from the normaliser. */
export function alignmentRules(
  definition: TokenizerModel,
  spelling: TokenSpelling,
  inVocabulary: (entry: string) => boolean,
): AlignmentRules {
  const { model, preTokenizers } = definition;
  const metaspace = preTokenizers.find((part) => part['type'] === 'Metaspace');
  const spaceMark = metaspace === undefined ? null : markOf(metaspace);
  const prefixesSpace = preTokenizers.some((part) => part['type'] === 'ByteLevel' && part['add_prefix_space'] === true);
  return {
    spelling,
    spaceMark,
    inventedPrefix: spaceMark ?? (prefixesSpace ? ' ' : null),
    unknownEntry: typeof model['unk_token'] === 'string' ? model['unk_token'] : null,
    unknownFused: model['fuse_unk'] === true,
    inVocabulary,
    droppedBytes: droppedCharacters(definition)?.bytes ?? null,
  };
}

function markOf(metaspace: JsonRecord): string {
  const replacement = metaspace['str_rep'] ?? metaspace['replacement'];
  return typeof replacement === 'string' && replacement !== '' ? replacement : sentencePieceMark;
}
