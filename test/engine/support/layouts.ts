import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { encodeModel, type ModelGraph } from '../../../src/engine/onnx/graph';
import { readSkeleton } from '../../../src/engine/onnx/skeleton';

/** A file written by tools/layouts, with what PyTorch (or, for other precisions, the plain file) gives for it. */
export interface LayoutGolden {
  readonly name: string;
  readonly family: string;
  readonly exporter: string;
  readonly note: string;
  readonly reference: 'pytorch' | 'onnxruntime';
  /** Largest difference that is allowed, nats a token. */
  readonly tolerance: number;
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

/** A layout with its graph changed; its weights lie in a file of their own beside it. */
export function changedLayout(name: string, place: string, change: (graph: ModelGraph) => ModelGraph): string {
  mkdirSync(place, { recursive: true });
  // The skeleton refers to its weights by the name of the file that it was read from.
  const source = path.join(place, 'weights.bin');
  copyFileSync(path.join(layoutsFolder, name, 'model.onnx'), source);
  writeFileSync(path.join(place, 'model.onnx'), encodeModel(change(readSkeleton(source).graph)));
  return place;
}
