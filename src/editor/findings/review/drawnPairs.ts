import type * as vscode from 'vscode';

import { drawSample } from '../../../app/review/drawSample';
import { openDatasetReader } from '../../../core/dataset/openDatasetReader';
import type { AuditedSample } from '../../../core/noise/rate/auditedRate';
import type { SampleChoice } from '../../../core/noise/review/randomSample';
import { rowHash } from '../../../io/rowHash';
import { readingOptionsFor } from '../../configuration/readingOptionsFor';
import type { EditorServices } from '../../services';
import { openSearchedVersion } from '../searchedVersion';

/** Draws pairs of a file as it is looked through: on disk with its pending changes, or its unsaved text. Rejects as the opener does. */
export async function drawnPairs(services: EditorServices, uri: vscode.Uri, choice: SampleChoice, signal: AbortSignal): Promise<AuditedSample> {
  const { source } = await openSearchedVersion(services, uri, signal);
  try {
    const reader = await openDatasetReader(source, readingOptionsFor(uri), signal);
    return await drawSample(source, reader, choice, { hash: rowHash, signal });
  } finally {
    await source.close();
  }
}
