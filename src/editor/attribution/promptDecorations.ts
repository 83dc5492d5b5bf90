import * as vscode from 'vscode';

import type { AttributionFigures, AttributionPanelView } from '../../shared/attributionProtocol';
import { editorsOf } from '../documents/datasetFiles';
import type { AttributionSubject } from './attributionSubject';
import { trimmedPiece } from './trimmedPiece';
import { unitHover } from './unitHover';

/** Steps of colour on either side of zero; the editor's background leaves room for few. */
const steps = 3;
/** Hundreds of ranges with their hovers: often enough to follow, seldom enough to type meanwhile. */
const updateMilliseconds = 500;

/** Tints the units of the prompt in its file: hue and kind of underline say which way, strength how much. */
export class PromptDecorations implements vscode.Disposable {
  private readonly types = (['minus', 'plus'] as const).flatMap((sign) =>
    Array.from({ length: steps }, (_, step) =>
      vscode.window.createTextEditorDecorationType({
        backgroundColor: new vscode.ThemeColor(`preflens.attribution.${sign}${step + 1}`),
        // Not by colour alone.
        textDecoration: step === 0 ? 'none' : `underline ${sign === 'plus' ? 'solid' : 'dotted'} 1px`,
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    ),
  );
  private pending: NodeJS.Timeout | undefined;
  private painted: { readonly subject: AttributionSubject; readonly view: AttributionPanelView; readonly figures: AttributionFigures } | null = null;

  /** Shows figures soon; those of another subject at once. */
  show(subject: AttributionSubject, view: AttributionPanelView, figures: AttributionFigures): void {
    const isOther = this.painted?.subject !== subject;
    if (isOther) this.clear();
    this.painted = { subject, view, figures };
    if (isOther || figures.activity !== 'running') this.paint();
    else this.pending ??= setTimeout(() => this.paint(), updateMilliseconds);
  }

  /** Also in an editor that came into view. */
  paint(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    if (!this.painted) return;
    const { subject, view, figures } = this.painted;
    for (const editor of editorsOf(subject.uri)) {
      const ranges = decorationsOf(editor, subject, view, figures);
      for (const [index, type] of this.types.entries()) editor.setDecorations(type, ranges[index] ?? []);
    }
  }

  clear(): void {
    clearTimeout(this.pending);
    this.pending = undefined;
    if (!this.painted) return;
    for (const editor of editorsOf(this.painted.subject.uri)) for (const type of this.types) editor.setDecorations(type, []);
    this.painted = null;
  }

  /** What is painted in an editor now: of each sign and strength its ranges; for tests, since VS Code tells nobody. */
  rangesIn(editor: vscode.TextEditor): readonly (readonly vscode.Range[])[] {
    if (!this.painted || this.painted.subject.uri.toString() !== editor.document.uri.toString()) return [];
    const { subject, view, figures } = this.painted;
    return decorationsOf(editor, subject, view, figures).map((options) => options.map(({ range }) => range));
  }

  dispose(): void {
    this.clear();
    for (const type of this.types) type.dispose();
  }
}

/** By type: minus 1 … minus 3, plus 1 … plus 3. Units whose sign is not known yet, and those near zero, stay as they are. */
function decorationsOf(editor: vscode.TextEditor, subject: AttributionSubject, view: AttributionPanelView, { players, target }: AttributionFigures): vscode.DecorationOptions[][] {
  const options: vscode.DecorationOptions[][] = Array.from({ length: 2 * steps }, () => []);
  const limit = Math.max(0, ...(players ?? []).map(({ value }) => Math.abs(value)));
  for (const [index, figures] of (players ?? []).entries()) {
    const piece = view.players[index];
    const isKnown = figures.standardError === 0 || figures.low > 0 || figures.high < 0;
    const step = limit === 0 ? 0 : Math.ceil((Math.abs(figures.value) / limit) * steps - 0.25);
    if (!piece || !isKnown || step < 1) continue;
    const type = (figures.value > 0 ? steps : 0) + Math.min(step, steps) - 1;
    const content = view.prompt[piece.message]?.content ?? '';
    const hoverMessage = unitHover(content.slice(piece.start, piece.end), figures, target);
    for (const range of subject.rangesIn(editor, trimmedPiece(content, piece))) options[type]?.push({ range, hoverMessage });
  }
  return options;
}
