import path from 'node:path';
import type * as vscode from 'vscode';

import type { OverviewSource } from '../../core/overview/buildOverview';
import { emptyPairColumns } from '../../core/overview/emptyPairColumns';
import type { OverviewState } from '../../shared/overviewProtocol';
import { readConfiguration } from '../configuration/configuration';
import type { FileFindings } from '../findings/fileFindings';
import type { TimeSlices } from '../scoring/timeSlices';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';
import { sameFileStamp } from '../session/fileStamp';
import type { ResultSet } from '../session/resultSet';
import { sessionColumns, withSessionFigures } from './sessionColumns';

export interface CollectedOverview {
  readonly source: OverviewSource;
  readonly state: OverviewState;
  readonly findings: FileFindings | undefined;
}

type Known = Pick<EditorServices, 'findings' | 'models' | 'sessions'>;

/** What is known of a file right now: from the search for findings where that knows it all, else from the scoring that goes on, else from both. */
export async function collectOverview({ findings: service, models, sessions }: Known, uri: vscode.Uri, slices: TimeSlices): Promise<CollectedOverview> {
  const session = sessions.get(uri);
  const results = session?.shown ?? null;
  const found = usable(service.of(uri), session);
  const columns = await columnsOf(found, results, session, slices);
  const hasScores = columns !== null && (results !== null || found?.hasModels === true);
  const source: OverviewSource = {
    file: path.basename(uri.fsPath),
    rows: found?.report.rows ?? results?.index.rowCount ?? 0,
    pairs: found?.report.pairs ?? results?.summary.pairs ?? 0,
    columns: columns ?? found?.report.columns ?? (await slices.run(emptyPairColumns(0))),
    labels: found?.report.labels ?? [],
    report: found?.report ?? null,
    models: hasScores && models.identity ? namedModels({ ...models.identity, beta: readConfiguration(uri).scoring.beta }) : null,
  };
  return { source, state: stateOf(session, found, service.isLooking(uri)), findings: found };
}

/** The identity holds more than the overview names. */
function namedModels({ policyName, policyHash, referenceName, referenceHash, convention, precision, beta }: NonNullable<OverviewSource['models']>): OverviewSource['models'] {
  return { policyName, policyHash, referenceName, referenceHash, convention, precision, beta };
}

/** Findings of unsaved text, or of another version of the file, number other rows than the scores do. */
function usable(found: FileFindings | undefined, session: DatasetSession | undefined): FileFindings | undefined {
  const scored = session?.shown;
  if (!found || !scored || scored.summary.scored === 0) return found;
  return found.stamp && sameFileStamp(found.stamp, scored.stamp) ? found : undefined;
}

/** Null where no model has said anything. */
async function columnsOf(found: FileFindings | undefined, results: ResultSet | null, session: DatasetSession | undefined, slices: TimeSlices): Promise<OverviewSource['columns'] | null> {
  if (found?.hasModels && !session?.isBusy) return found.report.columns;
  if (results === null || results.summary.scored === 0) return null;
  return found ? withSessionFigures(found.report.columns, results, slices) : sessionColumns(results, slices);
}

function stateOf(session: DatasetSession | undefined, found: FileFindings | undefined, isLooking: boolean): OverviewState {
  const summary = session?.shown?.summary;
  const isScoring = session?.activity.kind === 'scoring';
  const current = session?.current?.summary;
  return {
    scoring: isScoring && current ? { done: current.done, total: current.rows } : null,
    isLooking,
    hasScores: (summary?.scored ?? 0) > 0 || found?.hasModels === true,
    isWorstOnly: found?.hasModels !== true && summary !== undefined && summary.pairs > summary.scored,
    silenced: found?.report.silenced ?? 0,
    problem: session?.problem ?? session?.staleReason ?? null,
  };
}
