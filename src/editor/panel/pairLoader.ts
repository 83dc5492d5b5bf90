import type * as vscode from 'vscode';

import { scoreRows } from '../../app/scoreRows';
import { readLocatedRow } from '../../core/dataset/readLocatedRow';
import { CancelledError } from '../../core/errors';
import type { RowIndex } from '../../core/dataset/rowIndex';
import type { ContainerFormat, RowSource, RowLocation } from '../../core/ports';
import { readConfiguration } from '../configuration/configuration';
import { RememberingScorer } from '../models/rememberingScorer';
import type { EditorServices } from '../services';
import { outcomeOf, type PairViewParts } from './pairView';
import { RowLookup } from './rowLookup';

type Loaded = Omit<PairViewParts, 'results'>;
/** The row by number, or by its 1-based line on disk. */
export type RowPlace = { readonly row: number } | { readonly line: number };

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
      else yield* this.loadRow({ uri, source, location, rowCount: index.rowCount }, signal);
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

  private async *loadRow(
    { uri, source, location, rowCount }: { uri: vscode.Uri; source: RowSource; location: RowLocation; rowCount: number },
    signal: AbortSignal,
  ): AsyncGenerator<Loaded> {
    const { row, line } = location;
    const read = await readLocatedRow(source, location);
    const { models } = this.services;
    const base: Loaded = { uri, row, line, rowCount, pair: null, identity: models.identity, score: null, failure: null };
    if (read.kind === 'unreadable') {
      yield { ...base, failure: read.unreadable.reason };
      return;
    }
    const known: Loaded = { ...base, pair: read.pair };
    yield known;
    try {
      const identity = await models.identify(signal);
      const settings = readConfiguration(uri).scoring;
      for await (const result of scoreRows(source, [location], this.scorer(), { settings, tokens: true, signal })) {
        yield { ...known, identity, ...outcomeOf(result) };
      }
    } catch (error) {
      if (CancelledError.is(error) || signal.aborted) throw error;
      yield { ...known, failure: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** The row that a 1-based line belongs to. Except in JSON Lines a row may go over several lines. */
function rowAt(index: RowIndex, line: number, format: ContainerFormat): number | undefined {
  return format === 'jsonl' ? index.rowAtLine(line) : index.firstRowFrom(line + 1) - 1;
}
