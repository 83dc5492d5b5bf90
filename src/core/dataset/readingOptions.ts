import type { SchemaName } from './schemaNames';

/** Paths such as `prompt`, `input.question` or `answers[0].text`. */
export interface FieldMapping {
  /** Left out where both answers begin with the prompt. */
  readonly prompt?: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** What somebody said about how a dataset is to be read; what is left out is found from the data. */
export interface ReadingOptions {
  readonly schema?: SchemaName;
  readonly mapping?: FieldMapping;
  /** Answers to the schema's questions, by their key. */
  readonly choices?: Readonly<Record<string, string>>;
}
