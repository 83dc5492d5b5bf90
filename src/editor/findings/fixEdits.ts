import * as vscode from 'vscode';

import { ChangeRefused } from '../../core/edits/changeRefused';
import type { Finding } from '../../core/noise/finding';
import { findingCodes, type FindingCode, type FindingFix } from '../../core/noise/findingCodes';
import type { DatasetEditor, RequestedEdit } from '../edits/datasetEditor';
import { editPlaces, type FindingTarget } from './findingTarget';

/** What can be done about the findings of a code, the best first. */
export function fixesOf(code: FindingCode): readonly FindingFix[] {
  return findingCodes[code].fixes;
}

/** The edits that make a fix, one row at a time. Throws ChangeRefused where a row cannot be told any more. */
export async function fixEdits(editor: DatasetEditor, file: Pick<FindingTarget, 'uri' | 'findings'>, findings: readonly Finding[], fix: FindingFix): Promise<readonly RequestedEdit[]> {
  const placeOf = editPlaces(file);
  const edits: RequestedEdit[] = [];
  for (const finding of findings) {
    const place = placeOf(finding);
    if (place === undefined) throw new ChangeRefused(vscode.l10n.t('The text changed since the finding was made; wait a moment until it is looked through again.'));
    if (fix === 'drop') edits.push({ place, change: { kind: 'drop' } });
    else if (fix === 'swap') edits.push({ place, change: { kind: 'swap', pair: finding.pair } });
  }
  return edits;
}
