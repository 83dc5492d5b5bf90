import type * as vscode from 'vscode';

import { reasonForNoPair } from '../../app/reasonForNoPair';
import { scoreRows } from '../../app/scoreRows';
import type { DatasetReader } from '../../core/dataset/datasetReader';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import type { DatasetRow, PreferencePair } from '../../core/dataset/preferencePair';
import { CancelledError } from '../../core/errors';
import type { RowIndex } from '../../core/dataset/rowIndex';
import type { ContainerFormat, RowSource, RowLocation } from '../../core/ports';
import { readConfiguration } from '../configuration/configuration';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import { pairShownBy } from '../figures/rowFigures';
import { RememberingScorer } from '../models/rememberingScorer';
import type { EditorServices } from '../services';
import { outcomeOf, type PairViewParts } from './pairView';
import { RowLookup } from './rowLookup';

type Loaded = Omit<PairViewParts, 'results'>;
/** The row by number, or by its 1-based line on disk; of its pairs the one told, else the one that stands for it in the text. */
export type RowPlace = ({ readonly row: number } | { readonly line: number }) & { readonly pair?: number | 'last' };

interface RowTarget {
  readonly uri: vscode.Uri;
  readonly source: RowSource;
  readonly index: RowIndex;
  readonly location: RowLocation;
  readonly pair: RowPlace['pair'];
}

/** Reads one row from disk and has it scored token by token, whatever else is being scored. */
export class PairLoader {
  private readonly lookup: RowLookup;
  private remembering: RememberingScorer | undefined;

  constructor(private readonly services: EditorServices) {
    this.lookup = new RowLookup(services.sessions);
  }

  /** First the texts, as soon as they are read, then the same with figures. Undefined where there is no such row. */
  async *load(uri: vscode.Uri, place: RowPlace, signal: AbortSignal): AsyncGenerator<Loaded | undefined> {
    const source = await this.services.openDataset(uri, signal);
    try {
      const index = await this.lookup.indexOf(uri, source, signal);
      const row = 'row' in place ? place.row : rowAt(index, place.line, source.container.format);
      const location = row === undefined ? undefined : index.location(row);
      if (!location) yield undefined;
      else yield* this.loadRow({ uri, source, index, location, pair: place.pair }, signal);
    } finally {
      await source.close();
    }
  }

  /** What is remembered is true of one model set only. */
  private scorer(): RememberingScorer {
    const { scorer } = this.services.models;
    if (this.remembering?.scorer !== scorer) this.remembering = new RememberingScorer(scorer);
    return this.remembering;
  }

  private async *loadRow(target: RowTarget, signal: AbortSignal): AsyncGenerator<Loaded> {
    const { uri, source, index, location } = target;
    const { row, line } = location;
    const { models } = this.services;
    const reader = await openDatasetReader(source, readingOptionsFor(uri), signal);
    const read = await reader.read(source, location, (other) => index.location(other));
    const pairs = read.kind === 'read' ? read.pairs : [];
    const pair = pairs[this.pairIndex(target, pairs)] ?? null;
    const base: Loaded = { uri, row, line, rowCount: index.rowCount, pair, pairCount: pairs.length, loose: read.kind === 'read' ? read.loose : [], rowNotes: read.kind === 'read' ? read.notes : [], identity: models.identity, score: null, failure: null };
    if (pair === null) {
      yield { ...base, failure: reasonOf(read) };
      return;
    }
    yield base;
    try {
      yield* this.score(target, { base, pair, reader }, signal);
    } catch (error) {
      if (CancelledError.is(error) || signal.aborted) throw error;
      yield { ...base, failure: error instanceof Error ? error.message : String(error) };
    }
  }

  private async *score(
    { uri, source, index, location }: RowTarget,
    { base, pair, reader }: { readonly base: Loaded; readonly pair: PreferencePair; readonly reader: DatasetReader },
    signal: AbortSignal,
  ): AsyncGenerator<Loaded> {
    const identity = await this.services.models.identify(signal);
    const settings = readConfiguration(uri).scoring;
    const places = (other: number) => index.location(other);
    for await (const result of scoreRows(source, [location], this.scorer(), { settings, reader, places, onlyPair: pair.pair, tokens: true, signal })) {
      yield { ...base, identity, ...outcomeOf(result) };
    }
  }

  private pairIndex({ uri, location, pair }: RowTarget, pairs: readonly PreferencePair[]): number {
    if (pair === 'last') return pairs.length - 1;
    if (pair !== undefined) return Math.min(pair, pairs.length - 1);
    const figures = this.services.sessions.get(uri)?.shown?.at(location.row);
    return figures?.kind === 'scored' ? Math.min(pairShownBy(figures, readConfiguration(uri).inline.figure).pair, pairs.length - 1) : 0;
  }
}

/** Why a row gives nothing to score. */
function reasonOf(row: DatasetRow): string {
  return row.kind === 'unreadable' ? row.unreadable.reason : reasonForNoPair(row);
}

/** The row that a 1-based line belongs to. Except in JSON Lines a row may go over several lines. */
function rowAt(index: RowIndex, line: number, format: ContainerFormat): number | undefined {
  return format === 'jsonl' ? index.rowAtLine(line) : index.firstRowFrom(line + 1) - 1;
}
