import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';

import { collectScored, collectWritten, withTexts, type CollectedScores } from '../../app/compare/collectScoreSet';
import { collectTexts } from '../../app/compare/collectTexts';
import { comparedSide } from '../../app/compare/comparedSide';
import { inTurns } from '../../app/lint/inTurns';
import { locateRows } from '../../app/locateRows';
import { scoreRows } from '../../app/scoreRows';
import type { ComparedSide } from '../../core/compare/comparisonRecord';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import type { Scorer } from '../../core/ports';
import { holdsScores } from '../../io/export/holdsScores';
import { readScores } from '../../io/export/readScores';
import { readConfiguration } from '../configuration/configuration';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import { slicedSource } from '../findings/slicedSource';
import type { EditorServices } from '../services';
import type { CompareSide, ModelSide, WrittenSide } from './compareSide';

export interface LoadedSide {
  readonly side: CompareSide;
  /** In a few words, for axes and titles. */
  readonly name: string;
  readonly collected: CollectedScores;
  readonly about: ComparedSide;
}

type Services = Pick<EditorServices, 'models' | 'openDataset'>;

/** The scores of a side, from the bytes on disk: read where they were written down, else from the store and, for what is new, the models. */
export async function loadSide(services: Services, side: CompareSide, signal: AbortSignal, onPair: (pairs: number) => void): Promise<LoadedSide> {
  const source = slicedSource(await services.openDataset(side.uri, signal));
  try {
    return side.kind === 'written' ? await readWritten(source, side, signal) : await scoreSide(services, source, side, signal, onPair);
  } finally {
    await source.close();
  }
}

type Source = ReturnType<typeof slicedSource>;

async function readWritten(source: Source, side: WrittenSide, signal: AbortSignal): Promise<LoadedSide> {
  const file = side.scores.fsPath;
  if (!(await holdsScores(file))) throw new Error(vscode.l10n.t('“{0}” holds no scores; choose a file that “preflens score --format jsonl” wrote.', path.basename(file)));
  const written = await collectWritten(readScores(file));
  const reader = await openDatasetReader(source, readingOptionsFor(side.uri), signal);
  const texts = await collectTexts(source, reader, signal);
  return loaded(side, path.basename(file), { ...written, set: await inTurns(withTexts(written.set, texts), { turn: setImmediate, signal }) });
}

async function scoreSide({ models }: Services, source: Source, side: ModelSide, signal: AbortSignal, onPair: (pairs: number) => void): Promise<LoadedSide> {
  const own = side.models && models.createScorer(side.models, side.convention);
  const scorer: Scorer = own ?? models.scorer;
  try {
    const reader = await openDatasetReader(source, readingOptionsFor(side.uri), signal);
    const passed = new RecentPlaces();
    const settings = { ...readConfiguration(side.uri).scoring, beta: side.beta };
    const options = { settings, reader, places: passed.at, tokens: false, store: models.store, signal };
    const collected = await collectScored(scoreRows(source, locateRows(source, undefined, signal, passed), scorer, options), onPair);
    const { policyName, convention } = await scorer.identify(signal);
    return loaded(side, `${path.basename(side.uri.fsPath)}, ${policyName}, ${convention}, β ${String(side.beta)}`, collected);
  } finally {
    await own?.dispose();
  }
}

function loaded(side: CompareSide, name: string, collected: CollectedScores): LoadedSide {
  const scores = side.kind === 'written' ? path.basename(side.scores.fsPath) : null;
  return { side, name, collected, about: comparedSide(path.basename(side.uri.fsPath), scores, collected) };
}
