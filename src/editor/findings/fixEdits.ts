import * as vscode from 'vscode';

import { ChangeRefused } from '../../core/edits/changeRefused';
import type { ChangeablePair } from '../../core/edits/changeRow';
import type { Finding } from '../../core/noise/finding';
import { findingCodes, type FindingCode, type FindingFix } from '../../core/noise/findingCodes';
import { fixChanges } from '../../core/noise/fixes/fixChanges';
import { openDocument } from '../documents/datasetFiles';
import type { DatasetEditor, RequestedEdit, RowPlaceRequest } from '../edits/datasetEditor';
import { TimeSlices } from '../scoring/timeSlices';
import { FindingPlaces } from './findingPlaces';
import type { FindingTarget } from './findingTarget';

/** What can be done about the findings of a code, the best first. */
export function fixesOf(code: FindingCode): readonly FindingFix[] {
  return findingCodes[code].fixes;
}

/** The edits that make a fix of several findings of a file. Throws ChangeRefused where a row cannot be told any more. */
export async function fixEdits(editor: DatasetEditor, { uri, findings }: Pick<FindingTarget, 'uri' | 'findings'>, fixed: readonly Finding[], fix: FindingFix): Promise<readonly RequestedEdit[]> {
  const document = openDocument(uri);
  const places = document && FindingPlaces.of(document, findings);
  if (document && !places) throw changedMeanwhile();
  const onDisk = places || !needsTexts(fix) ? null : await editor.pairsAt(uri, fixed.map(({ row }) => row));
  const slices = new TimeSlices();
  // A pair may have one fault on each side: what mends it is done once.
  const edits = new Map<string, RequestedEdit>();
  for (const finding of fixed) {
    for (const edit of places ? textEdits(places, finding, fix) : changesOf({ row: finding.row }, finding, fix, onDisk?.get(finding.row)?.[finding.pair])) edits.set(JSON.stringify([edit.place, edit.change]), edit);
    await slices.yieldIfSpent();
  }
  return [...edits.values()];
}

function textEdits(places: FindingPlaces, finding: Finding, fix: FindingFix): readonly RequestedEdit[] {
  const text = places.rowText(finding);
  if (text === undefined) throw changedMeanwhile();
  return changesOf({ row: finding.row, text }, finding, fix, places.pairOf(finding));
}

/** Only a new text depends on the one before. */
function needsTexts(fix: FindingFix): boolean {
  return fix !== 'drop' && fix !== 'swap';
}

function changesOf(place: RowPlaceRequest, { pair }: Finding, fix: FindingFix, texts: ChangeablePair | undefined): readonly RequestedEdit[] {
  if (fix === 'drop') return [{ place, change: { kind: 'drop' } }];
  if (fix === 'swap') return [{ place, change: { kind: 'swap', pair } }];
  if (texts === undefined) throw changedMeanwhile();
  return fixChanges({ pair, texts: texts.texts }, fix).map((change) => ({ place, change }));
}

function changedMeanwhile(): ChangeRefused {
  return new ChangeRefused(vscode.l10n.t('The text changed since the finding was made; wait a moment until it is looked through again.'));
}
