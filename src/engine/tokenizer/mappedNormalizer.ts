import { ReplaceNormalizer, Tokenizer, type Normalizer } from '@huggingface/tokenizers';
import { MappedText, type DerivedPiece } from './mappedText';
import { mendNormalizer } from './mendNormalizer';
import { replaced, rewrittenSequences, rewritesOf, type Rewrite } from './normalizerRewrites';

type Step = (text: MappedText) => MappedText;

/** Applies the normaliser of a tokenizer.json and keeps track of where each character comes from. */
export class MappedNormalizer {
  private readonly steps: readonly Step[];

  /** Throws what the tokenizer library throws on a normaliser that it does not know. */
  constructor(
    config: unknown,
    /** The library's normaliser for the whole configuration: it decides what the text becomes. */
    private readonly normalize: (text: string) => string,
  ) {
    this.steps = flatten(config).flatMap(stepsFor);
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

function stepsFor(config: Record<string, unknown>): Step[] {
  const rewrites = rewritesOf(config);
  if (rewrites !== null) return rewrites.map(rewriteStep);
  if (config['type'] === 'Prepend' && typeof config['prepend'] === 'string') {
    const prefix = config['prepend'];
    return [(text) => (text.text === '' ? text : text.withPrefix(prefix))];
  }
  return [config['type'] === 'Replace' ? replaceStepFor(config) : characterwiseStep(libraryStep(config))];
}

function rewriteStep(rewrite: Rewrite): Step {
  return (text) => {
    const pieces = Array.from(rewrite(text.text));
    return text.rebuilt(pieces, pieces.reduce((length, piece) => length + piece.text.length, 0));
  };
}

function replaceStepFor(config: Record<string, unknown>): Step {
  const pattern = (config['pattern'] as Record<string, unknown> | null)?.['String'];
  const content = config['content'];
  if (typeof pattern === 'string' && pattern !== '' && typeof content === 'string') return replaceStep(pattern, content);
  const compiled = libraryNormalizer(config);
  if (!(compiled instanceof ReplaceNormalizer) || !(compiled.pattern instanceof RegExp) || typeof content !== 'string') return characterwiseStep(libraryStep(config));
  const expression = compiled.pattern;
  return rewriteStep((text) => replaced(text, expression, () => content));
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
    const mapped = text.rebuilt(rewrittenSequences(text.text, normalizePiece), normalized.length);
    return mapped.text === normalized ? mapped : MappedText.spread(normalized, text.sourceLength);
  };
}

function libraryStep(config: Record<string, unknown>): (text: string) => string {
  const normalizer = libraryNormalizer(config);
  return (text) => normalizer?.normalize(text) ?? text;
}

/** The library hands out normalisers only inside a tokenizer, so each step gets an empty one. */
function libraryNormalizer(config: Record<string, unknown>): Normalizer | null {
  const { normalizer } = new Tokenizer(
    { model: { type: 'BPE', vocab: {}, merges: [] }, normalizer: config, pre_tokenizer: null, post_processor: null, decoder: null, added_tokens: [] },
    {},
  );
  mendNormalizer(normalizer, config);
  return normalizer;
}
