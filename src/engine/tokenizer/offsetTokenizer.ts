import { BPE, Tokenizer, Unigram, WordPiece } from '@huggingface/tokenizers';
import { AddedTokenSplitter, type AddedToken, type Section } from './addedTokenSplitter';
import type { ChatTemplate } from './chatTemplate';
import { droppedCharacters } from './droppedCharacters';
import type { Encoding } from './encoding';
import { EncodingBuilder } from './encodingBuilder';
import { MappedNormalizer } from './mappedNormalizer';
import { MappedText } from './mappedText';
import { MergeTable } from './mergeTable';
import { mendNormalizer } from './mendNormalizer';
import { mendPreTokenizer } from './mendPreTokenizer';
import type { NamedToken, TextTokenizer } from './textTokenizer';
import { TokenAligner } from './tokenAligner';
import { TokenSpelling } from './tokenSpelling';
import { alignmentRules, spellingRules } from './tokenizerRules';
import type { TokenizerModel } from './tokenizerModel';
import { UnigramModel } from './unigramModel';
import { WordLocator } from './wordLocator';
import type { WordModel } from './wordModel';
import { WordPieceModel } from './wordPieceModel';

export interface NamedParts {
  readonly eosToken: string | null;
  readonly bosToken: string | null;
  /** Names of what may stand for hidden text, best first. */
  readonly maskTokens: readonly string[];
  readonly chatTemplate: ChatTemplate | null;
}

const loneSurrogates = /\p{Surrogate}/gu;
/** Stands for the text when the post-processor is asked what it puts around one. */
const placeholder = '\ue000text\ue001';

/**
 * A tokenizer with offsets. Its parts (normaliser, pre-tokenizer, model, post-processor) are the library's; the order
 * in which they run is spelled out here because the library keeps no offsets.
 */
export class OffsetTokenizer implements TextTokenizer {
  readonly eosToken: NamedToken | null;
  readonly bosToken: NamedToken | null;
  readonly maskToken: NamedToken | null;
  readonly chatTemplate: ChatTemplate | null;
  readonly vocabularySize: number;
  private readonly library: Tokenizer;
  private readonly normalizer: MappedNormalizer | null;
  private readonly plainSplitter: AddedTokenSplitter;
  private readonly normalizedSplitter: AddedTokenSplitter;
  private readonly addedById: ReadonlyMap<number, AddedToken>;
  private readonly spelling: TokenSpelling;
  private readonly aligner: TokenAligner;
  /** Of tokenizers that cut words and know the place of each piece; null for those that merge characters. */
  private readonly wordModel: WordModel | null;
  private readonly wordLocator: WordLocator;
  /** The vocabulary of a model that takes words in it as they are, whatever its merges make of them; or null. */
  private readonly wholeWords: object | null;
  private readonly dropped: RegExp | null;
  private readonly markers: { readonly before: readonly number[]; readonly after: readonly number[] };

  /** Throws what the library throws on a tokenizer that it does not know. */
  constructor(definition: TokenizerModel, config: object, named: NamedParts) {
    this.library = new Tokenizer(definition.json, config);
    mendNormalizer(this.library.normalizer, definition.json['normalizer']);
    mendPreTokenizer(this.library.pre_tokenizer, definition.json['pre_tokenizer']);
    takeOverMerges(this.library.model, definition);
    this.wordModel = wordModelOf(this.library.model, definition);
    this.wordLocator = new WordLocator(this.library.pre_tokenizer);
    const normalize = this.library.normalizer;
    this.normalizer =
      normalize === null ? null : new MappedNormalizer(definition.json['normalizer'], (text) => normalize.normalize(text));
    const isNormalized = (token: AddedToken): boolean => normalize !== null && definition.normalizedContents.has(token.content);
    this.plainSplitter = new AddedTokenSplitter(
      definition.addedTokens.filter((token) => !isNormalized(token)).map((token) => [token.content, token] as const),
    );
    this.normalizedSplitter = new AddedTokenSplitter(
      definition.addedTokens.filter(isNormalized).map((token) => [normalize?.normalize(token.content) ?? '', token] as const),
    );
    this.addedById = new Map(definition.addedTokens.map((token) => [token.id, token]));
    this.spelling = new TokenSpelling(spellingRules(definition));
    this.aligner = new TokenAligner(
      alignmentRules(definition, this.spelling, (entry) => this.library.token_to_id(entry) !== undefined),
    );
    this.wholeWords = takeOverWholeWords(this.library.model, definition);
    this.dropped = droppedCharacters(definition)?.pattern ?? null;
    this.markers = this.findMarkers();
    this.vocabularySize = this.library.model?.vocab.length ?? 0;
    this.eosToken = this.named(named.eosToken);
    this.bosToken = this.named(named.bosToken);
    this.maskToken = named.maskTokens.map((text) => this.named(text)).find((token) => token !== null) ?? null;
    this.chatTemplate = named.chatTemplate;
  }

  encode(text: string, options: { readonly addSpecialTokens: boolean }): Encoding {
    const wellFormed = text.replaceAll(loneSurrogates, '\ufffd');
    const builder = new EncodingBuilder();
    if (options.addSpecialTokens) for (const id of this.markers.before) builder.addMarker(id);
    for (const [index, section] of this.plainSplitter.split(wellFormed).entries()) {
      if (section.token === null) this.encodeSection(builder, wellFormed, section, index === 0);
      else builder.add(section.token.id, section.start, section.end, section.token.special);
    }
    if (options.addSpecialTokens) for (const id of this.markers.after) builder.addMarker(id);
    return builder.build();
  }

  tokenText(id: number): string {
    const added = this.addedById.get(id);
    if (added !== undefined) return added.content;
    const entry = this.library.id_to_token(id);
    return entry === undefined ? `<${String(id)}>` : this.spelling.text(entry);
  }

  tokenId(text: string): number | null {
    const { ids } = this.encode(text, { addSpecialTokens: false });
    return (ids.length === 1 ? ids[0] : this.library.token_to_id(text)) ?? null;
  }

  isSpecial(id: number): boolean {
    return this.addedById.get(id)?.special === true;
  }

  private encodeSection(builder: EncodingBuilder, text: string, section: Section, first: boolean): void {
    const raw = text.slice(section.start, section.end);
    const mapped = this.normalizer?.apply(raw) ?? MappedText.identity(raw);
    if (!mapped.exact) builder.markInexact();
    for (const [index, piece] of this.normalizedSplitter.split(mapped.text).entries()) {
      const place = { mapped, base: section.start, from: piece.start };
      if (piece.token === null) this.encodePlain(builder, mapped.text.slice(piece.start, piece.end), place, first && index === 0);
      else add(builder, piece.token.id, place, 0, piece.end - piece.start, piece.token.special);
    }
  }

  private encodePlain(builder: EncodingBuilder, text: string, place: Place, first: boolean): void {
    if (this.wordModel !== null && this.encodeWords(builder, text, place, this.wordModel)) return;
    const entries = this.tokenize(text, first);
    const { starts, ends, exact } = this.aligner.align(entries, text);
    if (!exact) builder.markInexact();
    for (const [index, entry] of entries.entries()) {
      const id = this.library.token_to_id(entry) ?? this.library.model?.unk_token_id;
      // The library would hand out undefined; a model has no row for that.
      if (id === undefined) builder.markInexact();
      else add(builder, id, place, starts[index] ?? 0, ends[index] ?? 0, this.isSpecial(id));
    }
  }

  /** False, with nothing encoded, where the places of the words cannot be known. */
  private encodeWords(builder: EncodingBuilder, text: string, place: Place, model: WordModel): boolean {
    const words = this.wordLocator.locate(text, (offset) => place.base + place.mapped.startOf(place.from + offset) === 0);
    for (const { text: word, from, invented } of words ?? []) {
      model.encode(word, (id, start, end) => {
        const placeOf = (offset: number): number => from + Math.max(offset - invented, 0);
        if (id === null) builder.markInexact();
        else add(builder, id, place, placeOf(start), placeOf(end), this.isSpecial(id));
      });
    }
    return words !== null;
  }

  private tokenize(text: string, first: boolean): string[] {
    const { pre_tokenizer: preTokenizer, model } = this.library;
    // The number says whether this is the beginning of the text: some schemes put a space mark there alone.
    const words = preTokenizer?.pre_tokenize(text, { section_index: first ? 0 : 1 }) ?? [text];
    const { wholeWords } = this;
    if (wholeWords === null) return model?._call(words.map((word) => this.kept(word))) ?? [];
    return words.flatMap((word) => (Object.hasOwn(wholeWords, word) ? [word] : (model?._call([this.kept(word)]) ?? [])));
  }

  private kept(word: string): string {
    return this.dropped === null ? word : word.replaceAll(this.dropped, '');
  }

  private findMarkers(): { before: number[]; after: number[] } {
    const tokens = this.library.post_processor?.post_process([placeholder], null, true).tokens ?? [placeholder];
    const at = tokens.indexOf(placeholder);
    if (at < 0) throw new Error('its post-processor leaves the text out');
    const ids = (entries: readonly string[]): number[] =>
      entries.map((entry) => {
        const id = this.library.token_to_id(entry);
        if (id === undefined) throw new Error(`its post-processor adds ${JSON.stringify(entry)}, which is no token`);
        return id;
      });
    return { before: ids(tokens.slice(0, at)), after: ids(tokens.slice(at + 1)) };
  }

  private named(text: string | null): NamedToken | null {
    const id = text === null ? undefined : this.library.token_to_id(text);
    return text === null || id === undefined ? null : { text, id };
  }
}

/** A stretch of normalised text and where it lies in the text as given. */
interface Place {
  readonly mapped: MappedText;
  /** Offset of the mapped text's source in the whole text. */
  readonly base: number;
  /** Offset of the stretch in the mapped text. */
  readonly from: number;
}

function add(builder: EncodingBuilder, id: number, place: Place, start: number, end: number, special: boolean): void {
  const first = place.mapped.startOf(place.from + start);
  const last = end > start ? place.mapped.endOf(place.from + end - 1) : first;
  builder.add(id, place.base + first, place.base + last, special);
}

function takeOverMerges(model: Tokenizer['model'], definition: TokenizerModel): void {
  const table = MergeTable.forModel(definition.model);
  if (!(model instanceof BPE) || table === null) return;
  model.bpe = (word) => [...table.merge(word)];
  model.bpe_ranks.clear();
}

function wordModelOf(model: Tokenizer['model'], definition: TokenizerModel): WordModel | null {
  if (model instanceof WordPiece) return new WordPieceModel(definition.model);
  return model instanceof Unigram ? new UnigramModel(definition.model) : null;
}

/**
 * The library would take added tokens for entries of the vocabulary; so it is told to merge, and words are looked up
 * here.
 */
function takeOverWholeWords(model: Tokenizer['model'], definition: TokenizerModel): object | null {
  if (!(model instanceof BPE) || !model.ignore_merges) return null;
  model.ignore_merges = false;
  return definition.model['vocab'] as object;
}
