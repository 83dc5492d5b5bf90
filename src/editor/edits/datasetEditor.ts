import * as vscode from 'vscode';

import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { decodeUtf8 } from '../../core/dataset/decodeUtf8';
import { applyReplacements } from '../../core/edits/applyReplacements';
import { changedSpan } from '../../core/edits/changedSpan';
import { applyRowChanges, rowContentHash } from '../../core/edits/changeList/applyRowChanges';
import type { RowChangeRecord } from '../../core/edits/changeList/changeRecord';
import { ChangeRefused } from '../../core/edits/changeRefused';
import { changeRow, type ChangeablePair } from '../../core/edits/changeRow';
import { rowSyntax } from '../../core/edits/datasetEdit';
import { datasetText, type RowSpan } from '../../core/edits/datasetText';
import { dropReplacements } from '../../core/edits/dropReplacements';
import { editableRowOf } from '../../core/edits/editableRowOf';
import type { PairReader } from '../../core/edits/pairReader';
import { pairsOfRow } from '../../core/edits/pairsOfRow';
import type { RowChange } from '../../core/edits/rowChange';
import type { TextReplacement } from '../../core/edits/textReplacement';
import { UnreadableFileError } from '../../core/errors';
import type { RowContent, RowSource, RowSyntax } from '../../core/ports';
import type { NewChange } from '../../io/changes/changeListFile';
import { rowHash } from '../../io/rowHash';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import type { DatasetOpener } from '../documents/datasetOpener';
import { RowLookup } from '../panel/rowLookup';
import type { SessionRegistry } from '../session/sessionRegistry';
import type { ChangeLists } from './changeLists';
import { editableText, type EditableText } from './editableText';
import { findRow, type RowReference } from './rowReference';

/** A change that somebody asks for. The row is 0-based on disk, or the one on a line of the document. */
export interface RequestedEdit {
  readonly place: RowPlaceRequest;
  readonly change: RowChange | { readonly kind: 'drop' };
}

export type RowPlaceRequest =
  | { readonly row: number; /** What the row held when it was looked at; what is on disk unless told. */ readonly text?: string }
  | { readonly documentLine: number };

/** Where changes went: into the text, or, for the reason given, into the change list. */
export type EditOutcome = { readonly kind: 'text'; readonly rows: number } | { readonly kind: 'change-list'; readonly rows: number; readonly reason: string };

/** A row as it stands now, for showing its text to be edited. */
export interface RowSnapshot {
  readonly row: number;
  readonly text: string;
  readonly pairs: readonly ChangeablePair[];
  /** The row after a change. Throws ChangeRefused. */
  change(change: RowChange): RowSnapshot;
}

/** Changes rows of datasets: in their text, so that VS Code can undo it, or else in the change list beside the file. */
export class DatasetEditor {
  private readonly lookup: RowLookup;

  constructor(
    sessions: SessionRegistry,
    private readonly changes: ChangeLists,
    private readonly open: DatasetOpener,
  ) {
    this.lookup = new RowLookup(sessions);
  }

  /** Throws ChangeRefused, OutputError, or UnreadableFileError; then nothing was changed. */
  async apply(uri: vscode.Uri, edits: readonly RequestedEdit[]): Promise<EditOutcome> {
    const found = await editableText(uri);
    if ('document' in found) return this.editText(uri, found, edits);
    await this.record(uri, edits);
    return { kind: 'change-list', rows: edits.length, reason: found.reason };
  }

  /** The edit that would be made in the text, for VS Code to show or to make; null where changes go to the change list. Throws like `apply`. */
  async textEdit(uri: vscode.Uri, edits: readonly RequestedEdit[], metadata?: vscode.WorkspaceEditEntryMetadata): Promise<vscode.WorkspaceEdit | null> {
    const found = await editableText(uri);
    if (!('document' in found)) return null;
    return workspaceEdit(found.document, (await this.replacements(uri, found, edits)).replacements, metadata);
  }

  /** The row as it stands in the document, or on disk with its changes. */
  async snapshot(uri: vscode.Uri, place: RowPlaceRequest): Promise<RowSnapshot> {
    const found = await editableText(uri);
    if (!('document' in found)) return this.diskSnapshot(uri, place);
    const spans = datasetText(found.text, found.format);
    const row = findRow(found, spans, await this.reference(uri, place));
    const syntax = rowSyntax(found.text, found.format);
    return snapshotOf(row, spanText(found.text, spans[row]), syntax, await this.pairReader(uri));
  }

  /** The pairs of rows as `snapshot` has them; the file is opened and taken apart once, however many rows there are. */
  async pairsAt(uri: vscode.Uri, rows: Iterable<number>): Promise<ReadonlyMap<number, readonly ChangeablePair[]>> {
    const found = await editableText(uri);
    const pairs = new Map<number, readonly ChangeablePair[]>();
    await this.withSource(uri, async (source, read) => {
      const changed = 'document' in found ? source : await this.changes.changed(uri, source);
      const spans = 'document' in found ? datasetText(found.text, found.format) : [];
      for (const row of new Set(rows)) {
        const content = await this.content(uri, changed, row);
        if ('document' in found) pairs.set(row, read(spanText(found.text, spans[findRow(found, spans, { row, text: contentText(content) })]), rowSyntax(found.text, found.format)));
        else pairs.set(row, read(contentText(content), content.kind === 'text' ? content.syntax : { kind: 'json' }));
      }
    });
    return pairs;
  }

  private async editText(uri: vscode.Uri, editable: EditableText, edits: readonly RequestedEdit[]): Promise<EditOutcome> {
    const { replacements, rows } = await this.replacements(uri, editable, edits);
    if (!(await vscode.workspace.applyEdit(workspaceEdit(editable.document, replacements)))) throw new ChangeRefused(vscode.l10n.t('VS Code did not take the change; is the file read-only?'));
    return { kind: 'text', rows };
  }

  private async replacements(uri: vscode.Uri, editable: EditableText, edits: readonly RequestedEdit[]): Promise<{ readonly replacements: readonly TextReplacement[]; readonly rows: number }> {
    const { text, format } = editable;
    const spans = datasetText(text, format);
    const byRow = new Map<number, RequestedEdit['change'][]>();
    for (const { place, change } of await this.referenced(uri, edits)) {
      const row = findRow(editable, spans, place);
      const known = byRow.get(row) ?? [];
      // Several lines of one row are asked about once: swapped twice, nothing would have happened.
      if (!('documentLine' in place && known.some((other) => isEqual(other, change)))) byRow.set(row, [...known, change]);
    }
    const dropped = [...byRow].filter(([, changes]) => changes.some(({ kind }) => kind === 'drop')).map(([row]) => row);
    const read = await this.pairReader(uri);
    const syntax = rowSyntax(text, format);
    const inRows = [...byRow].filter(([row]) => !dropped.includes(row)).flatMap(([row, changes]) => {
      const span = spans[row];
      return span === undefined ? [] : rowReplacements(spanText(text, span), changes as RowChange[], syntax, read).map((one) => shifted(one, span.start));
    });
    return { replacements: [...inRows, ...dropReplacements(spans, format, dropped)], rows: byRow.size };
  }

  /** All of them, or none: every change is tried before the first is kept. */
  private async record(uri: vscode.Uri, edits: readonly RequestedEdit[]): Promise<void> {
    const pending: NewChange[] = [];
    const triedBefore = new Map<number, readonly RowChangeRecord[]>();
    await this.withSource(uri, async (source, read) => {
      const { byRow } = await this.changes.get(uri);
      for (const { place, change } of edits) {
        const row = await this.rowOnDisk(uri, source, place);
        const content = await this.content(uri, source, row);
        const record = { ...change, row, hash: rowContentHash(content, rowHash) } as NewChange;
        const tried = { ...record, version: 1, id: '', at: '' } as RowChangeRecord;
        const before = [...(byRow.get(row) ?? []), ...(triedBefore.get(row) ?? [])];
        const { content: after, conflicts } = applyRowChanges(content, [...before, tried], { hash: rowHash, read });
        const refused = conflicts.find((conflict) => conflict.change === tried);
        if (refused !== undefined) throw new ChangeRefused(refused.reason);
        if ('row' in place && place.text !== undefined && !(await this.isAsSeen(uri, row, place.text, after))) throw otherRow();
        pending.push(record);
        triedBefore.set(row, [...(triedBefore.get(row) ?? []), tried]);
      }
    });
    await this.changes.appendAll(uri, pending);
  }

  /** A line of an open document leads to a row only where it holds what the row holds on disk. */
  private async rowOnDisk(uri: vscode.Uri, source: RowSource, place: RowPlaceRequest): Promise<number> {
    if ('row' in place) return place.row;
    const index = await this.lookup.indexOf(uri, source, new AbortController().signal);
    const row = index.rowAtLine(place.documentLine + 1);
    const shown = (await vscode.workspace.openTextDocument(uri)).lineAt(place.documentLine).text;
    if (row === undefined || contentText(await this.content(uri, source, row)) !== shown) throw unknownRow();
    return row;
  }

  /** Whether the row, with the changes so far, still is what was shown. */
  private async isAsSeen(uri: vscode.Uri, row: number, text: string, after: RowContent | null): Promise<boolean> {
    return after === null || (await this.diskSnapshot(uri, { row })).text === text;
  }

  private diskSnapshot(uri: vscode.Uri, place: RowPlaceRequest): Promise<RowSnapshot> {
    return this.withSource(uri, async (source, read) => {
      const row = await this.rowOnDisk(uri, source, place);
      const content = await this.content(uri, await this.changes.changed(uri, source), row);
      const syntax = content.kind === 'text' ? content.syntax : ({ kind: 'json' } as const);
      return snapshotOf(row, contentText(content), syntax, read);
    });
  }

  private async reference(uri: vscode.Uri, place: RowPlaceRequest): Promise<RowReference> {
    if (isReference(place)) return place;
    return this.withSource(uri, async (source) => ({ row: place.row, text: contentText(await this.content(uri, source, place.row)) }));
  }

  /** Edits with what their rows hold; the file is opened once, if at all. */
  private async referenced(uri: vscode.Uri, edits: readonly RequestedEdit[]): Promise<readonly (RequestedEdit & { readonly place: RowReference })[]> {
    const read = async (source: RowSource | null) => {
      const found: (RequestedEdit & { readonly place: RowReference })[] = [];
      for (const { place, change } of edits) {
        if (isReference(place)) found.push({ place, change });
        else if (source) found.push({ place: { row: place.row, text: contentText(await this.content(uri, source, place.row)) }, change });
      }
      return found;
    };
    return edits.every(({ place }) => isReference(place)) ? read(null) : this.withSource(uri, read);
  }

  private async content(uri: vscode.Uri, source: RowSource, row: number): Promise<RowContent> {
    const index = await this.lookup.indexOf(uri, source, new AbortController().signal);
    const location = index.location(row);
    if (location === undefined) throw new UnreadableFileError(vscode.l10n.t('{0} has no row {1} any more.', uri.fsPath, row));
    return source.read(location);
  }

  private pairReader(uri: vscode.Uri): Promise<PairReader> {
    return this.withSource(uri, (_source, read) => Promise.resolve(read));
  }

  private async withSource<Result>(uri: vscode.Uri, use: (source: RowSource, read: PairReader) => Promise<Result>): Promise<Result> {
    const source = await this.open(uri, new AbortController().signal);
    try {
      return await use(source, pairsOfRow(await openDatasetReader(source, readingOptionsFor(uri))));
    } finally {
      await source.close();
    }
  }
}

function snapshotOf(row: number, text: string, syntax: RowSyntax, read: PairReader): RowSnapshot {
  const readRow = (changed: string) => read(changed, syntax);
  const changed = (asked: RowChange) => applyReplacements(text, changeRow(editableRowOf(text, syntax), readRow, asked));
  return { row, text, pairs: readRow(text), change: (asked) => snapshotOf(row, changed(asked), syntax, read) };
}

function isReference(place: RowPlaceRequest): place is RowReference {
  return 'documentLine' in place || place.text !== undefined;
}

function isEqual(first: RequestedEdit['change'], second: RequestedEdit['change']): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

const unknownRow = () => new ChangeRefused(vscode.l10n.t('The row on this line is not the one on disk; save the file, or change the pair from the panel.'));
const otherRow = () => new ChangeRefused(vscode.l10n.t('The row was changed since it was shown, so nothing was done; open it again.'));

function spanText(text: string, span: RowSpan | undefined): string {
  return span === undefined ? '' : text.slice(span.start, span.end);
}

function contentText(content: RowContent): string {
  if (content.kind === 'values') return JSON.stringify(content.fields);
  if (content.kind === 'damaged') throw new ChangeRefused(content.reason);
  const decoded = decodeUtf8(content.bytes);
  if (decoded.kind === 'invalid') throw new ChangeRefused(vscode.l10n.t('The row is not UTF-8; save the file as UTF-8 first.'));
  return decoded.text;
}

/** One change is made piece by piece; several, one after the other, become one replacement of what differs in the end. */
function rowReplacements(text: string, changes: readonly RowChange[], syntax: RowSyntax, read: PairReader): readonly TextReplacement[] {
  const readRow = (changed: string) => read(changed, syntax);
  const [first, ...others] = changes;
  if (first === undefined) return [];
  if (others.length === 0) return changeRow(editableRowOf(text, syntax), readRow, first);
  const after = changes.reduce((current, change) => applyReplacements(current, changeRow(editableRowOf(current, syntax), readRow, change)), text);
  return [changedSpan(text, after)];
}

function shifted({ start, end, text }: TextReplacement, by: number): TextReplacement {
  return { start: start + by, end: end + by, text };
}

function workspaceEdit(document: vscode.TextDocument, replacements: readonly TextReplacement[], metadata?: vscode.WorkspaceEditEntryMetadata): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, text } of replacements) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text, metadata);
  }
  return edit;
}
