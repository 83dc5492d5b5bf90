import type { ReferenceColumns } from './referenceColumns';
import type { SchemaName } from './schemaNames';

/** One turn of a conversation, as chat templates take it. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** Plain strings: the trainer concatenates prompt and completion as they are. */
export interface StandardTexts {
  readonly format: 'standard';
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** Message lists: the trainer renders them with the tokenizer's chat template. */
export interface ConversationalTexts {
  readonly format: 'conversational';
  readonly prompt: readonly ChatMessage[];
  readonly chosen: readonly ChatMessage[];
  readonly rejected: readonly ChatMessage[];
  /** JSON schemas of tools, handed to the chat template as they are. */
  readonly tools?: readonly unknown[];
  readonly chatTemplateKwargs?: Readonly<Record<string, unknown>>;
}

/** What a scorer needs to know of a pair, and nothing else. */
export type PairTexts = StandardTexts | ConversationalTexts;

/**
 * Where a piece of text comes from: the characters `start` (inclusive) to `end` (exclusive) of the decoded JSON string
 * found at `path` inside the row. Offsets count UTF-16 units, like VS Code.
 */
export interface FieldSource {
  readonly path: readonly (string | number)[];
  readonly start: number;
  readonly end: number;
  /** True when the piece belongs to the same message as the piece before it, so that no separator stands between them. */
  readonly continues?: boolean;
  /** Text between the piece before and this one that stands nowhere in the row; a blank line unless told. */
  readonly separator?: string;
}

/** The pieces of the row that make up the prompt and each response, in order. */
export interface PairSources {
  readonly prompt: readonly FieldSource[];
  readonly chosen: readonly FieldSource[];
  readonly rejected: readonly FieldSource[];
}

export type ReadingNoteCode =
  /** Where the prompt ends had to be guessed. */
  | 'implicit-prompt-uncertain'
  /** The row can be read in more than one way, and nobody has said which. */
  | 'reading-assumed'
  /** Annotators did not agree. */
  | 'annotators-disagree'
  /** The row gives more pairs than are made of one row. */
  | 'pairs-left-out'
  /** Its pairs stand with rows after it. */
  | 'pairs-elsewhere'
  /** The row does not have the layout of the rest of its file. */
  | 'other-schema';

/** Something about how the row was read that its owner should know, in one plain sentence. */
export interface ReadingNote {
  readonly code: ReadingNoteCode;
  readonly message: string;
}

/** Which answers a pair compares, by the names they have in the row, such as "response_0" or "answers[2]". */
export interface PairProvenance {
  readonly chosen: string;
  readonly rejected: string;
  /** The row that holds the other answer, where a pair spans two rows; the named row is always the later one. */
  readonly otherRow?: number;
}

/** What slices a dataset (source, model names, annotators, language, strength of the preference …), as the row says it. */
export type RowLabels = Readonly<Record<string, string | number>>;

/** One preference pair of a dataset. */
export interface PreferencePair {
  /** 0-based index among the rows of the file; an unreadable row keeps its number. */
  readonly row: number;
  /** 1-based line in the file; 0 where the format has no lines. */
  readonly line: number;
  /** 0-based index among the pairs of the row. */
  readonly pair: number;
  readonly schema: SchemaName;
  readonly texts: PairTexts;
  readonly sources: PairSources;
  readonly notes: readonly ReadingNote[];
  readonly provenance: PairProvenance;
  readonly labels: RowLabels;
  /** What a trainer's reference model said of the pair, where the row has it in TRL's columns. */
  readonly referenceColumns?: ReferenceColumns;
}

/** An answer as the row has it, with its name in the row. */
export interface AnswerText {
  readonly name: string;
  readonly text: string | readonly ChatMessage[];
  readonly sources: readonly FieldSource[];
}

/** Answers that make no pair: nobody preferred one of them. They are kept, and shown as what they are. */
export interface LooseAnswer {
  readonly kind: 'tie' | 'unpaired';
  readonly schema: SchemaName;
  readonly prompt: string | readonly ChatMessage[];
  readonly promptSources: readonly FieldSource[];
  /** The two answers of a tie, or the one answer that has no other. */
  readonly answers: readonly AnswerText[];
  /** Whether the answer is wanted (KTO), null where the row does not say. */
  readonly label: boolean | null;
  /** Its reward or rating, null where the row has none. */
  readonly score: number | null;
  /** Why there is no pair, in one plain sentence. */
  readonly why: string;
  readonly labels: RowLabels;
}

/** A row that could not be read, with what is wrong and where. */
export interface UnreadableRow {
  readonly row: number;
  readonly line: number;
  /** 1-based column (UTF-16 units) inside the line where reading stopped; 1 if the whole row is meant. */
  readonly column: number;
  readonly code: UnreadableCode;
  /** One sentence: what is wrong and what to do. */
  readonly reason: string;
}

export type UnreadableCode =
  | 'invalid-utf8'
  | 'invalid-json'
  | 'not-an-object'
  | 'missing-field'
  | 'wrong-type'
  | 'empty-conversation'
  | 'row-too-large'
  /** A record of a CSV or TSV file that does not fit the header, or has an open quote. */
  | 'invalid-record'
  /** A part of a binary file that cannot be decoded. */
  | 'damaged-file';

/**
 * One row of a dataset: what it gives (any number of pairs and loose answers), or an error with its place. `fields` names the
 * row's top-level fields, where it has any.
 */
export type DatasetRow = ReadRow | { readonly kind: 'unreadable'; readonly unreadable: UnreadableRow; readonly fields?: readonly string[] };

export interface ReadRow {
  readonly kind: 'read';
  readonly row: number;
  readonly line: number;
  readonly schema: SchemaName;
  readonly pairs: readonly PreferencePair[];
  readonly loose: readonly LooseAnswer[];
  /** About the row as a whole, such as pairs that were left out; what concerns a pair stands with the pair. */
  readonly notes: readonly ReadingNote[];
  readonly fields?: readonly string[];
}

/** Between the messages of a response that has several (tool calls, say) the text shown to people has a blank line. */
export const messageSeparator = '\n\n';

/** The text of a response as people see it, and as token offsets count it. */
export function responseText(response: string | readonly ChatMessage[]): string {
  return typeof response === 'string' ? response : response.map((message) => message.content).join(messageSeparator);
}
