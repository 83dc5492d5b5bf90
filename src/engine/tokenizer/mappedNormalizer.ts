import { Tokenizer } from '@huggingface/tokenizers';
import { MappedText, type DerivedPiece } from './mappedText';
import { mendNormalizer } from './mendNormalizer';

type Step = (text: MappedText) => MappedText;

/** A character with what may combine with it under any of Unicode's normal forms; checked, so need not be complete. */
const combiningSequence = /[^][\p{M}\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]*/gu;
const asciiRun = /^[\0-\x7f]*$/;

/** Applies the normaliser of a tokenizer.json and keeps track of where each character comes from. */
export class MappedNormalizer {
  private readonly steps: readonly Step[];

  /** Throws what the tokenizer library throws on a normaliser that it does not know. */
  constructor(
    config: unknown,
    /** The library's normaliser for the whole configuration: it decides what the text becomes. */
    private readonly normalize: (text: string) => string,
  ) {
    this.steps = flatten(config).map(stepFor);
  }

  apply(text: string): MappedText {
    const normalized = this.normalize(text);
    if (normalized === text) return MappedText.identity(text);
    const mapped = this.steps.reduce((current, step) => step(current), MappedText.identity(text));
    return mapped.text === normalized ? mapped : MappedText.spread(normalized, text.length);
  }
}

function flatten(config: unknown): Record<string, unknown>[] {
  if (typeof config !== 'object' || config === null) return [];
  const step = config as Record<string, unknown>;
  if (step['type'] !== 'Sequence' || !Array.isArray(step['normalizers'])) return [step];
  return step['normalizers'].flatMap(flatten);
}

function stepFor(config: Record<string, unknown>): Step {
  if (config['type'] === 'Prepend' && typeof config['prepend'] === 'string') {
    const prefix = config['prepend'];
    return (text) => text.withPrefix(prefix);
  }
  const pattern = config['type'] === 'Replace' ? (config['pattern'] as Record<string, unknown> | null)?.['String'] : undefined;
  if (typeof pattern === 'string' && pattern !== '' && typeof config['content'] === 'string') {
    return replaceStep(pattern, config['content']);
  }
  return characterwiseStep(libraryStep(config));
}

function replaceStep(pattern: string, content: string): Step {
  return (text) => {
    const replaced = text.text.replaceAll(pattern, () => content);
    if (pattern.length === 1 && content.length === 1) return text.withSameUnits(replaced);
    return text.rebuilt(replacementPieces(text.text, pattern, content), replaced.length);
  };
}

function* replacementPieces(text: string, pattern: string, content: string): Generator<DerivedPiece> {
  let done = 0;
  for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, done)) {
    yield { text: text.slice(done, at), from: done, to: at, unitByUnit: true };
    done = at + pattern.length;
    yield { text: content, from: at, to: done, unitByUnit: false };
  }
  yield { text: text.slice(done), from: done, to: text.length, unitByUnit: true };
}

/** Follows a normaliser that works on each character with its combining marks alone, such as NFC or lower case. */
function characterwiseStep(normalize: (text: string) => string): Step {
  const known = new Map<string, string>();
  const normalizePiece = (piece: string): string => {
    let result = known.get(piece);
    if (result === undefined) {
      result = normalize(piece);
      // Real texts repeat their characters; a hostile one must not fill the memory.
      if (known.size < 20_000) known.set(piece, result);
    }
    return result;
  };
  return (text) => {
    const normalized = normalize(text.text);
    if (normalized === text.text) return text;
    const mapped = text.rebuilt(characterPieces(text.text, normalizePiece), normalized.length);
    return mapped.text === normalized ? mapped : MappedText.spread(normalized, text.sourceLength);
  };
}

function* characterPieces(text: string, normalize: (piece: string) => string): Generator<DerivedPiece> {
  for (const match of text.matchAll(combiningSequence)) {
    const piece = match[0];
    const result = normalize(piece);
    const unitByUnit = result === piece || (asciiRun.test(piece) && result.length === piece.length);
    yield { text: result, from: match.index, to: match.index + piece.length, unitByUnit };
  }
}

/** The library hands out normalisers only inside a tokenizer, so each step gets an empty one. */
function libraryStep(config: Record<string, unknown>): (text: string) => string {
  const tokenizer = new Tokenizer(
    { model: { type: 'BPE', vocab: {}, merges: [] }, normalizer: config, pre_tokenizer: null, post_processor: null, decoder: null, added_tokens: [] },
    {},
  );
  mendNormalizer(tokenizer.normalizer);
  return (text) => tokenizer.normalizer?.normalize(text) ?? text;
}
