import type * as vscode from 'vscode';

import type { ConventionName } from '../../core/ports';
import type { ModelPair } from '../../engine/embeddedModels';

/** Scores by models: those of the window, or others that are loaded for the comparison alone. */
export interface ModelSide {
  readonly kind: 'models';
  readonly uri: vscode.Uri;
  /** Null: the models of the window. */
  readonly models: ModelPair | null;
  readonly convention: ConventionName;
  readonly beta: number;
}

/** Scores that `preflens score` wrote about the file. */
export interface WrittenSide {
  readonly kind: 'written';
  readonly uri: vscode.Uri;
  readonly scores: vscode.Uri;
}

/** One side of a comparison, as somebody chose it. */
export type CompareSide = ModelSide | WrittenSide;
