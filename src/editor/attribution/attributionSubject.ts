import type * as vscode from 'vscode';

import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { GameTexts, PromptPiece } from '../../core/attribution/promptGame';

/** A prompt that somebody wants to have attributed, and where its text stands. */
export interface AttributionSubject {
  readonly place: 'pair' | 'selection';
  readonly uri: vscode.Uri;
  /** 0-based; null for a selection. */
  readonly row: number | null;
  readonly pair: number | null;
  /** 1-based line of the row or of the selection's start; 0 where the file has no lines. */
  readonly line: number;
  readonly texts: GameTexts;
  /** Several selections: the parts of the prompt that are attributed. */
  readonly parts: readonly PromptPiece[] | null;
  /** "chosen" and "rejected", or the response or options as they were written. */
  readonly responseNames: readonly string[];
  /** The first is aimed at when nothing else was asked for. */
  targets(hasReference: boolean): readonly AttributionTarget[];
  /** Where a piece of the prompt stands in an editor; empty where its text is not there any more. */
  rangesIn(editor: vscode.TextEditor, piece: PromptPiece): readonly vscode.Range[];
  /** Told of every edit of the file; whether the prompt still is what it was. */
  edited(event: vscode.TextDocumentChangeEvent): boolean;
}
