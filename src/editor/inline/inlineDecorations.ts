import * as vscode from 'vscode';

import { readConfiguration, type InlineConfiguration } from '../configuration/configuration';
import { editorsOf } from '../documents/datasetFiles';
import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';
import { chipDecoration, visibleChips, type Chip } from './chip';
import { DecorationTypes } from './decorationTypes';
import { heatOf, noHeat, type Heat } from './heat';

const scrollMilliseconds = 50;
const heatMilliseconds = 250;
/** Painting takes at most this share of the time, so that a large file is painted less often and not more slowly. */
const heatShare = 0.05;

/** Paints chips, bars and ruler marks into the editors of scored files. */
export class InlineDecorations implements vscode.Disposable {
  private readonly types = new DecorationTypes();
  /** What each editor shows now; also what tests look at, since VS Code gives decorations back to nobody. */
  private readonly chips = new Map<vscode.TextEditor, readonly Chip[]>();
  private readonly heat = new Map<vscode.TextEditor, Heat>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private heatCost = 0;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly services: EditorServices) {
    const { selections, sessions } = services;
    this.subscriptions = [
      selections.onDidChange((uri) => this.selected(uri)),
      sessions.onDidChange((session) => this.refresh(session)),
      sessions.onDidRemove(({ uri }) => editorsOf(uri).forEach((editor) => this.clear(editor))),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.editorsChanged(editors)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.scrolled(textEditor)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('preflens.inline')) this.refreshAll();
      }),
    ];
  }

  chipsOf(uri: vscode.Uri): readonly Chip[] {
    return editorsOf(uri).flatMap((editor) => this.chips.get(editor) ?? []);
  }

  heatOf(uri: vscode.Uri): Heat {
    const [editor] = editorsOf(uri);
    return (editor && this.heat.get(editor)) ?? noHeat;
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
    this.types.dispose();
  }

  /** A key that hides everything must do so at once. */
  private refreshAll(): void {
    for (const session of this.services.sessions) {
      for (const editor of editorsOf(session.uri)) this.paintChips(editor, session);
      this.paintHeat(session);
    }
  }

  private refresh(session: DatasetSession): void {
    const editors = editorsOf(session.uri);
    for (const editor of editors) this.paintChips(editor, session);
    if (editors.length > 0) this.later(`heat ${session.uri.toString()}`, Math.max(heatMilliseconds, this.heatCost / heatShare), () => this.paintHeat(session));
  }

  /** What somebody selects in a picture shows at once. */
  private selected(uri: vscode.Uri): void {
    const session = this.services.sessions.get(uri);
    if (!session) return;
    for (const editor of editorsOf(uri)) this.paintChips(editor, session);
    this.paintHeat(session);
  }

  private editorsChanged(visible: readonly vscode.TextEditor[]): void {
    for (const editor of [...this.chips.keys(), ...this.heat.keys()]) if (!visible.includes(editor)) this.forget(editor);
    const shown = new Set(visible.map((editor) => editor.document.uri.toString()));
    for (const session of this.services.sessions) if (shown.has(session.uri.toString())) this.refresh(session);
  }

  private scrolled(editor: vscode.TextEditor): void {
    const session = this.services.sessions.get(editor.document.uri);
    if (!session) return;
    this.later(`scroll ${session.uri.toString()}`, scrollMilliseconds, () => this.refresh(session));
  }

  private paintChips(editor: vscode.TextEditor, session: DatasetSession): void {
    const inline = inlineFor(session);
    const isShown = inline.enabled && inline.chips && (session.hasScores || session.activity.kind === 'scoring');
    const chips = isShown ? visibleChips(editor, session, inline.figure, this.services.selections.of(session.uri)) : [];
    if (sameChips(chips, this.chips.get(editor) ?? [])) return;
    this.chips.set(editor, chips);
    editor.setDecorations(this.types.chip, chips.map(chipDecoration));
  }

  private paintHeat(session: DatasetSession): void {
    const inline = inlineFor(session);
    // The file may have gone while this waited.
    if (this.services.sessions.get(session.uri) !== session) return;
    const results = session.shown;
    for (const editor of editorsOf(session.uri)) {
      const startedAt = performance.now();
      const heat = inline.enabled && results && session.staleReason === null ? heatOf(results, inline.figure, editor.visibleRanges, this.services.selections.of(session.uri)) : noHeat;
      this.applyHeat(editor, { bars: inline.heat ? heat.bars : noHeat.bars, ruler: inline.overviewRuler ? heat.ruler : noHeat.ruler });
      this.heatCost = performance.now() - startedAt;
    }
  }

  private applyHeat(editor: vscode.TextEditor, heat: Heat): void {
    this.heat.set(editor, heat);
    this.types.heat.forEach((type, bucket) => editor.setDecorations(type, heat.bars[bucket] ?? []));
    this.types.ruler.forEach((type, bucket) => editor.setDecorations(type, heat.ruler[bucket] ?? []));
  }

  private clear(editor: vscode.TextEditor): void {
    editor.setDecorations(this.types.chip, []);
    this.applyHeat(editor, noHeat);
    this.forget(editor);
  }

  private forget(editor: vscode.TextEditor): void {
    this.chips.delete(editor);
    this.heat.delete(editor);
  }

  /** Runs once after a while, however often it is asked for until then. */
  private later(name: string, milliseconds: number, work: () => void): void {
    if (this.timers.has(name)) return;
    const run = () => {
      this.timers.delete(name);
      work();
    };
    this.timers.set(name, setTimeout(run, milliseconds));
  }
}

export function createInlineFeature(onStart: (decorations: InlineDecorations) => void): Feature {
  return {
    name: 'inline figures',
    start(services) {
      const decorations = new InlineDecorations(services);
      onStart(decorations);
      return decorations;
    },
  };
}

function inlineFor(session: DatasetSession): InlineConfiguration {
  return readConfiguration(session.uri).inline;
}

function sameChips(a: readonly Chip[], b: readonly Chip[]): boolean {
  return a.length === b.length && a.every((chip, at) => chip.line === b[at]?.line && chip.text === b[at].text && chip.kind === b[at].kind);
}
