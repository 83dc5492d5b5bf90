import path from 'node:path';

import type { TableStatus } from '../../shared/tableProtocol';
import type { DatasetSession } from '../session/datasetSession';
import { sameFileStamp } from '../session/fileStamp';
import type { ResultSet } from '../session/resultSet';
import type { TableDocument } from './tableDocument';

/** Editors in remote windows and on the desktop give extensions no text above this. */
const largestTextBytes = 50 * 1024 * 1024;

/** Figures of the very version of the file that the table shows; null where there are none. */
export function resultsFor(document: TableDocument, session: DatasetSession | undefined): ResultSet | null {
  const results = session?.shown ?? null;
  return results && document.data && sameFileStamp(results.stamp, document.data.stamp) ? results : null;
}

export function hasText({ data }: TableDocument): boolean {
  if (!data || data.container.compression !== null || data.container.format === 'parquet') return false;
  return (data.stamp?.size ?? 0) <= largestTextBytes;
}

/** Everything that the table says beside its rows. */
export function tableStatus(document: TableDocument, session: DatasetSession | undefined, figuresVersion: number): TableStatus {
  const { data, generation, phase, failure, labelColumns, changedOnDisk } = document;
  const summary = resultsFor(document, session)?.summary;
  return {
    file: path.basename(document.uri.fsPath),
    generation,
    phase,
    failure,
    rowCount: data?.rowCount ?? 0,
    locatedShare: phase === 'ready' ? 1 : (data?.locatedShare ?? null),
    hasText: hasText(document),
    hasBytes: data?.container.format !== 'parquet',
    labelColumns: [...labelColumns],
    changedOnDisk,
    figuresVersion,
    scoring: {
      activity: session?.activity.kind ?? 'idle',
      done: summary?.done ?? 0,
      scored: summary?.scored ?? 0,
      problem: session?.problem ?? null,
      stale: session?.staleReason ?? null,
    },
  };
}
