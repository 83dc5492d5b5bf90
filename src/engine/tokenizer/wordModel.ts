/** A model that cuts words into tokens and says where in the word each lies. */
export interface WordModel {
  /** `add` gets the tokens in order, with UTF-16 offsets into the word; null for characters that the model has no token for. */
  encode(word: string, add: (id: number | null, start: number, end: number) => void): void;
}
