import * as vscode from 'vscode';

import { chipText, pendingChipText } from '../figures/chipText';
import { heatBucket, type HeatScale } from '../figures/heatScale';
import type { InlineFigure } from '../figures/inlineFigure';
import { pairShownBy, type RowFigures } from '../figures/rowFigures';
import type { RowSelection } from '../overview/rowSelections';
import type { DatasetSession } from '../session/datasetSession';

/** The mark before one row. */
export interface Chip {
  /** 0-based line of the document. */
  readonly line: number;
  readonly text: string;
  readonly kind: 'good' | 'bad' | 'unreadable' | 'unscored' | 'pending';
}

/** Lines above and below the visible ones that have their chips already when they scroll into view. */
const overscanLines = 40;

/** Chips of the rows that an editor shows, of those in the selection where there is one: text of its own for every row of a large file would hold the window up for seconds. */
export function visibleChips(editor: vscode.TextEditor, session: DatasetSession, figure: InlineFigure, selection?: RowSelection): Chip[] {
  const chips = new Map<number, Chip>();
  for (const { start, end } of editor.visibleRanges) {
    const last = Math.min(editor.document.lineCount - 1, end.line + overscanLines);
    for (let line = Math.max(0, start.line - overscanLines); line <= last; line++) {
      const chip = chipAt(editor.document, line, session, figure);
      if (chip && isSelected(session, line, selection)) chips.set(line, chip);
    }
  }
  return [...chips.values()];
}

function isSelected(session: DatasetSession, line: number, selection: RowSelection | undefined): boolean {
  return selection === undefined || selection.has(session.rowAtDocumentLine(line) ?? -1);
}

function chipAt(document: vscode.TextDocument, line: number, session: DatasetSession, figure: InlineFigure): Chip | undefined {
  const figures = session.atDocumentLine(line);
  const scale = session.shown?.scale(figure);
  if (figures && scale) return { line, text: chipText(figures, figure, scale), kind: chipKind(figures, session, figure, scale) };
  // A place is kept for a figure that is to come, or that an edit made untrue: text that jumps is worse than a dot.
  const hasRow = session.rowAtDocumentLine(line) !== undefined || !document.lineAt(line).isEmptyOrWhitespace;
  return hasRow ? { line, text: pendingChipText, kind: 'pending' } : undefined;
}

function chipKind(figures: RowFigures, session: DatasetSession, figure: InlineFigure, scale: HeatScale): Chip['kind'] {
  // A row that holds no pair is in order: it is only of another kind.
  if (figures.kind === 'unscored' && figures.code === 'no-pair') return 'pending';
  if (figures.kind === 'unscored') return figures.readable ? 'unscored' : 'unreadable';
  const value = pairShownBy(figures, figure)[figure];
  if (session.staleReason !== null || value === null) return 'pending';
  return heatBucket(scale, value) < 2 ? 'bad' : 'good';
}

const chipColors: Record<Chip['kind'], string> = {
  good: 'preflens.chip.foreground',
  bad: 'preflens.chip.worstForeground',
  unreadable: 'preflens.chip.unreadableForeground',
  unscored: 'preflens.chip.unscoredForeground',
  pending: 'preflens.chip.pendingForeground',
};

export function chipDecoration(chip: Chip): vscode.DecorationOptions {
  return {
    range: new vscode.Range(chip.line, 0, chip.line, 0),
    renderOptions: { before: { contentText: `\u00a0${chip.text}`, color: new vscode.ThemeColor(chipColors[chip.kind]) } },
  };
}
