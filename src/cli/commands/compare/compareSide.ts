import path from 'node:path';

import { collectScored, collectWritten, withTexts, type CollectedScores } from '../../../app/compare/collectScoreSet';
import { collectTexts } from '../../../app/compare/collectTexts';
import { comparedSide } from '../../../app/compare/comparedSide';
import { inTurns } from '../../../app/lint/inTurns';
import { locateRows } from '../../../app/locateRows';
import { scoreRows } from '../../../app/scoreRows';
import type { ComparedSide } from '../../../core/compare/comparisonRecord';
import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import { RecentPlaces } from '../../../core/dataset/rowPlaces';
import type { RowSource } from '../../../core/ports';
import { defaultScoringSettings } from '../../../core/scoring/settings';
import { resolveModels } from '../../../engine/embeddedModels';
import { holdsScores } from '../../../io/export/holdsScores';
import { readScores } from '../../../io/export/readScores';
import { installation } from '../../installation';
import { UsageError } from '../../usageError';
import { openDataset } from '../openDataset';
import { readingFlags } from '../readingFlags';
import { columnsFlag, conventionFlag, numberFlag, wholeNumberFlag } from '../scoreOptions';
import type { Scorers } from '../withScorers';
import type { CompareFlags, SideFlags } from './compareFlags';

/** One side of a comparison, as it was asked for. */
export interface SideRequest {
  readonly file: string;
  /** Scores of that dataset which were written down. */
  readonly scores: string | undefined;
  readonly flags: SideFlags;
}

export interface SideContext extends Scorers {
  readonly flags: CompareFlags;
  readonly onPair: (pairs: number) => void;
  readonly signal: AbortSignal;
}

export interface LoadedSide {
  readonly collected: CollectedScores;
  readonly about: ComparedSide;
}

/** The scores of a side: read where it is a file of scores or names one, else from the models and the store. */
export async function loadSide(request: SideRequest, context: SideContext): Promise<LoadedSide> {
  const isScores = await holdsScores(request.file);
  if (isScores && request.scores !== undefined) throw new UsageError(`${request.file} holds scores itself; name the dataset that ${request.scores} belongs to.`);
  if (isScores) return described(request.file, request.file, await collectWritten(readScores(request.file)));
  const source = await openDataset(request.file, context.flags, context.signal);
  try {
    const collected = request.scores === undefined ? await score(source, request, context) : await readOver(source, request.scores, context);
    return described(request.file, request.scores ?? null, collected);
  } finally {
    await source.close();
  }
}

async function score(source: RowSource, { flags }: SideRequest, { scorers, store, onPair, signal, ...context }: SideContext): Promise<CollectedScores> {
  const columns = columnsFlag(flags);
  const beta = numberFlag('beta', flags.beta, (value) => value > 0, 'a number above 0');
  const scorer = scorers.get({
    ...resolveModels(installation.root, columns ? { ...flags, reference: 'none' } : flags),
    convention: conventionFlag(flags.convention),
    maxLength: wholeNumberFlag('max-length', flags.maxLength, 1),
  });
  const reader = await openDatasetReader(source, readingFlags(context.flags), signal);
  const passed = new RecentPlaces();
  const options = { settings: { ...defaultScoringSettings, beta }, reader, places: passed.at, tokens: false, store, columns, signal };
  return collectScored(scoreRows(source, locateRows(source, undefined, signal, passed), scorer, options), onPair);
}

async function readOver(source: RowSource, scores: string, { flags, signal }: SideContext): Promise<CollectedScores> {
  const written = await collectWritten(readScores(scores));
  const reader = await openDatasetReader(source, readingFlags(flags), signal);
  return { ...written, set: await inTurns(withTexts(written.set, await collectTexts(source, reader, signal)), { signal }) };
}

function described(file: string, scores: string | null, collected: CollectedScores): LoadedSide {
  return { collected, about: comparedSide(path.normalize(file), scores, collected) };
}
