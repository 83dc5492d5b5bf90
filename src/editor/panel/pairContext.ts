import type * as vscode from 'vscode';

import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { responseText, type PreferencePair } from '../../core/dataset/preferencePair';
import type { Finding } from '../../core/noise/finding';
import { findingCodes } from '../../core/noise/findingCodes';
import type { PairPosition } from '../../core/noise/page/promptGroups';
import type { PairContextView, PairFindingView, SamePromptView } from '../../shared/pairContext';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import type { FileFindings } from '../findings/fileFindings';
import { fixesOf } from '../findings/fixEdits';
import { fixName } from '../findings/fixNames';
import type { EditorServices } from '../services';
import type { RowLookup } from './rowLookup';

/** A pair as the panel shows it. */
export interface ShownPair extends PairPosition {
  readonly uri: vscode.Uri;
  /** 1-based on disk; 0 where the format has no lines. */
  readonly line: number;
}

/** Enough to step through by eye; the place among all of them is told. */
const listed = 20;
const previewLength = 160;

/** What the findings of a file say of one of its pairs, without the texts of others: at once. */
export function pairContext({ findings: service, lines }: Pick<EditorServices, 'findings' | 'lines'>, shown: ShownPair): PairContextView {
  const state = service.state(shown.uri);
  const { row, pair } = shown;
  const nothing = { row, pair, state: state?.kind ?? 'unknown', problem: state?.kind === 'failed' ? state.problem : null, findings: [], verdict: null, samePrompt: null } as const;
  const known = service.of(shown.uri);
  if (!known) return { ...nothing, findings: [] };
  const verdict = known.hasModels && known.documentVersion === null ? (known.report.pairVerdicts.of(row, pair)?.reason ?? null) : null;
  return { ...nothing, verdict, findings: findingsOf(known, shown, lines.lineNow(shown.uri, shown.line - 1)).map(findingView) };
}

/** The findings of a pair: by its row, or, where unsaved text was looked through, by the line on which its row stands there. */
export function findingsOf({ report, documentVersion }: FileFindings, { row, pair }: PairPosition, lineNow: number | undefined): readonly Finding[] {
  const isRow = documentVersion === null ? (finding: Finding) => finding.row === row : (finding: Finding) => lineNow !== undefined && finding.line === lineNow + 1;
  return report.findings.filter((finding) => finding.pair === pair && isRow(finding));
}

function findingView({ code, severity, message }: Finding): PairFindingView {
  const { title, explanation } = findingCodes[code];
  return { code, severity, title, message, explanation, fixes: fixesOf(code).map((fix) => ({ fix, label: fixName(fix) })) };
}

/** Pairs with the prompt of a pair, by the numbers that looking for findings gave prompts; null where rows are those of unsaved text. */
export function samePromptPositions({ findings }: Pick<EditorServices, 'findings'>, { uri, row, pair }: ShownPair): readonly PairPosition[] | null {
  const known = findings.of(uri);
  if (known?.documentVersion !== null) return null;
  const positions = known.report.promptGroups.withPromptOf({ row, pair });
  return positions.length === 0 ? null : positions;
}

/** The same as a list for the panel: around the pair that is shown, with how the responses begin. Reads those rows and no others. */
export async function samePromptView(services: EditorServices, lookup: RowLookup, shown: ShownPair, signal: AbortSignal): Promise<PairContextView['samePrompt']> {
  const all = samePromptPositions(services, shown);
  if (all === null) return null;
  const position = all.findIndex(({ row, pair }) => row === shown.row && pair === shown.pair);
  const first = Math.max(0, Math.min(position - Math.floor(listed / 2), all.length - listed));
  const items = all.slice(first, first + listed);
  const pairs = items.length > 1 ? await readPairs(services, lookup, shown.uri, items, signal) : [];
  return { total: all.length, position, first, items: items.map((item, index) => itemView(services, shown.uri, item, pairs[index])) };
}

async function readPairs(services: EditorServices, lookup: RowLookup, uri: vscode.Uri, positions: readonly PairPosition[], signal: AbortSignal): Promise<(PreferencePair | undefined)[]> {
  const source = await services.changes.changed(uri, await services.openDataset(uri, signal));
  try {
    const index = await lookup.indexOf(uri, source, signal);
    const reader = await openDatasetReader(source, readingOptionsFor(uri), signal);
    const pairs: (PreferencePair | undefined)[] = [];
    for (const { row, pair } of positions) {
      const location = signal.aborted ? undefined : index.location(row);
      const read = location && (await reader.read(source, location, (other) => index.location(other)));
      pairs.push(read?.kind === 'read' ? read.pairs[pair] : undefined);
    }
    return pairs;
  } finally {
    await source.close();
  }
}

function itemView({ sessions, findings }: EditorServices, uri: vscode.Uri, { row, pair }: PairPosition, read: PreferencePair | undefined): SamePromptView {
  const figures = sessions.get(uri)?.shown?.at(row);
  const known = findings.of(uri);
  return {
    row,
    pair,
    chosen: read ? preview(responseText(read.texts.chosen)) : null,
    rejected: read ? preview(responseText(read.texts.rejected)) : null,
    // Of a row with several pairs only the figures of its worst are kept.
    rewardMargin: figures?.kind === 'scored' && figures.pair === pair ? figures.rewardMargin : null,
    findings: known ? findingsOf(known, { row, pair }, undefined).length : 0,
  };
}

function preview(text: string): string {
  const line = text.slice(0, 4 * previewLength).replace(/\s+/g, ' ').trim();
  return line.length > previewLength ? `${line.slice(0, previewLength).replace(/[\ud800-\udbff]$/, '')}…` : line;
}
