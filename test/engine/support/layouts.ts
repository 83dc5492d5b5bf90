import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file written by tools/layouts, with what PyTorch (or, for other precisions, the plain file) gives for it. */
export interface LayoutGolden {
  readonly name: string;
  readonly family: string;
  readonly exporter: string;
  readonly note: string;
  readonly reference: 'pytorch' | 'onnxruntime';
  /** Largest difference of the exported file itself, run plainly, to its reference; nats a token. */
  readonly exportError: number;
  /** Of every token but the first, for each sequence. */
  readonly logProbabilities: readonly (readonly number[])[];
}

interface Goldens {
  readonly versions: Readonly<Record<string, string>>;
  readonly sequences: readonly (readonly number[])[];
  readonly layouts: readonly LayoutGolden[];
}

export const layoutsFolder = path.resolve(import.meta.dirname, '../../fixtures/layouts');
export const goldens = JSON.parse(readFileSync(path.join(layoutsFolder, 'goldens.json'), 'utf8')) as Goldens;

/** A model folder as a user has it: the layout's files with the tokenizer that all of them share. */
export function copyLayout(name: string, place: string): string {
  cpSync(path.join(layoutsFolder, 'tokenizer'), place, { recursive: true });
  cpSync(path.join(layoutsFolder, name), place, { recursive: true });
  return place;
}
