import * as vscode from 'vscode';
import { z } from 'zod';

import { ChangeRefused } from '../../core/edits/changeRefused';
import { keptLineEnds } from '../../core/edits/keptLineEnds';
import { pairSides, type PairSide } from '../../core/edits/rowChange';
import { sideText } from '../../core/edits/sideText';
import type { DatasetEditor, EditOutcome, RowPlaceRequest, RowSnapshot } from './datasetEditor';

/** The scheme of documents that hold one text of one pair. */
export const pairTextScheme = 'preflens-pair';

const querySchema = z.object({ uri: z.string(), row: z.int().nonnegative(), pair: z.int().nonnegative(), side: z.enum(pairSides) });

interface OpenText {
  /** The row as it was when its text was shown, and after each save. */
  snapshot: RowSnapshot;
  text: string;
  modified: number;
}

/**
 * One text of a pair as a file: opening it shows the text with its lines, saving it changes the row. A row that was changed
 * elsewhere meanwhile refuses, and nothing is lost: the editor keeps the text.
 */
export class PairTextFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly open = new Map<string, OpenText>();
  private readonly changeEmitter = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changeEmitter.event;
  private readonly savedEmitter = new vscode.EventEmitter<{ readonly uri: vscode.Uri; readonly outcome: EditOutcome }>();
  readonly onDidSave = this.savedEmitter.event;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly editor: DatasetEditor) {
    this.subscription = vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(pairTextScheme, this, { isCaseSensitive: true }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === pairTextScheme) this.open.delete(uri.toString());
      }),
    );
  }

  /** The document of a text. Throws ChangeRefused where the row has no such pair. */
  async prepare(uri: vscode.Uri, place: RowPlaceRequest, pair: number, side: PairSide): Promise<vscode.Uri> {
    const snapshot = await this.editor.snapshot(uri, place);
    const text = textOf(snapshot, pair, side);
    const name = `${uri.path.slice(uri.path.lastIndexOf('/') + 1)} row ${snapshot.row + 1} ${side}.txt`;
    const query = JSON.stringify({ uri: uri.toString(), row: snapshot.row, pair, side });
    const file = vscode.Uri.from({ scheme: pairTextScheme, path: `/${name}`, query });
    const known = this.open.get(file.toString());
    this.open.set(file.toString(), { snapshot, text, modified: Math.max(Date.now(), (known?.modified ?? 0) + 1) });
    if (known !== undefined && known.text !== text) this.changeEmitter.fire([{ type: vscode.FileChangeType.Changed, uri: file }]);
    return file;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { text, modified } = await this.opened(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: modified, size: Buffer.byteLength(text) };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from((await this.opened(uri)).text);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const opened = await this.opened(uri);
    const { uri: dataset, pair, side } = parseQuery(uri);
    const text = keptLineEnds(opened.text, Buffer.from(content).toString('utf8'));
    if (text === opened.text) return;
    const file = vscode.Uri.parse(dataset);
    const { row, text: rowText } = opened.snapshot;
    const outcome = await this.editor.apply(file, [{ place: { row, text: rowText }, change: { kind: 'set-text', pair, side, text } }]);
    opened.snapshot = opened.snapshot.change({ kind: 'set-text', pair, side, text });
    opened.text = text;
    opened.modified = Math.max(Date.now(), opened.modified + 1);
    this.savedEmitter.fire({ uri: file, outcome });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changeEmitter.dispose();
    this.savedEmitter.dispose();
  }

  /** Also after the window was reloaded, when the document is there and nobody opened it. */
  private async opened(file: vscode.Uri): Promise<OpenText> {
    const known = this.open.get(file.toString());
    if (known !== undefined) return known;
    const { uri, row, pair, side } = parseQuery(file);
    await this.prepare(vscode.Uri.parse(uri), { row }, pair, side);
    const prepared = this.open.get(file.toString());
    if (prepared === undefined) throw vscode.FileSystemError.FileNotFound(file);
    return prepared;
  }
}

function parseQuery({ query }: vscode.Uri): z.infer<typeof querySchema> {
  return querySchema.parse(JSON.parse(query));
}

function textOf(snapshot: RowSnapshot, pair: number, side: PairSide): string {
  const found = snapshot.pairs[pair];
  if (found === undefined) throw new ChangeRefused(vscode.l10n.t('The row has no such pair, so it has no text to edit; correct the row itself.'));
  return sideText(found.texts, side);
}
