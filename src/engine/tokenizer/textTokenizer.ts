import type { ChatTemplate } from './chatTemplate';
import type { Encoding } from './encoding';

export interface NamedToken {
  readonly text: string;
  readonly id: number;
}

/** The tokenizer of one model folder. */
export interface TextTokenizer {
  /** Lone surrogates count as U+FFFD, as they do everywhere else that needs UTF-8. */
  encode(text: string, options: { readonly addSpecialTokens: boolean }): Encoding;
  /** The token decoded alone, or its vocabulary entry where its bytes do not make whole characters. */
  tokenText(id: number): string;
  /** The one token that a text is; null where it is several or none. */
  tokenId(text: string): number | null;
  /** True for control tokens. */
  isSpecial(id: number): boolean;
  readonly eosToken: NamedToken | null;
  readonly bosToken: NamedToken | null;
  /** Stands for what is hidden: the mask token, else the unknown or the padding token. */
  readonly maskToken: NamedToken | null;
  readonly chatTemplate: ChatTemplate | null;
  /** Highest token id plus one. */
  readonly vocabularySize: number;
}
