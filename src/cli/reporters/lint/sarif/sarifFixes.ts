import type { ArtifactLocation, Fix, Replacement } from 'sarif';

import type { PreferencePair } from '../../../../core/dataset/preferencePair';
import { ChangeRefused } from '../../../../core/edits/changeRefused';
import { changeRow } from '../../../../core/edits/changeRow';
import { editableRowOf } from '../../../../core/edits/editableRowOf';
import type { PairReader } from '../../../../core/edits/pairReader';
import type { RowChange } from '../../../../core/edits/rowChange';
import { fixChanges } from '../../../../core/noise/fixes/fixChanges';
import type { FindingFix } from '../../../../core/noise/findingCodes';
import type { ContainerFormat } from '../../../../core/ports';
import { regionOf, type SarifRow } from './sarifRow';

export interface FixableRow {
  readonly row: SarifRow;
  readonly artifact: ArtifactLocation;
  readonly pair: PreferencePair;
  readonly format: ContainerFormat;
  /** Whether the line of the row ends in a line end for certain. */
  readonly hasNext: boolean;
  readonly read: PairReader;
}

/** Characters that a fix may insert: it stands in the report, and reports have limits. */
const longestFix = 2000;

const descriptions = {
  swap: 'Swap chosen and rejected.',
  'repair-prompt': 'Cut the repeated prompt off the response.',
  'strip-tokens': 'Strip the tokens from the text.',
} as const satisfies Readonly<Record<Exclude<FindingFix, 'drop'>, string>>;

/** Ways to mend a finding that a viewer can make by itself; those that are unsafe, or too long to be written down, are left out. */
export function sarifFixes(fixes: readonly FindingFix[], place: FixableRow): readonly Fix[] {
  return fixes.flatMap((fix) => (fix === 'drop' ? dropFix(place) : changeFix(place, descriptions[fix], fixChanges(place.pair, fix))));
}

/** Only where a row is a line: in an array its comma would have to go too, and which that is depends on its neighbours. */
function dropFix({ row, artifact, format, hasNext }: FixableRow): readonly Fix[] {
  if (format !== 'jsonl') return [];
  const { startLine, startColumn, endLine, endColumn } = row.regions.region();
  const deletedRegion = hasNext ? { startLine, startColumn, endLine: endLine + 1, endColumn: 1 } : { startLine, startColumn, endLine, endColumn };
  return [{ description: { text: 'Drop the row.' }, artifactChanges: [{ artifactLocation: artifact, replacements: [{ deletedRegion }] }] }];
}

function changeFix({ row, artifact, read }: FixableRow, description: string, changes: readonly RowChange[]): readonly Fix[] {
  try {
    const editable = editableRowOf(row.text, row.syntax);
    const replacements = changes.flatMap((change) => changeRow(editable, (text) => read(text, row.syntax), change));
    if (replacements.length === 0 || replacements.reduce((sum, { text }) => sum + text.length, 0) > longestFix) return [];
    const written = replacements.map(({ start, end, text }): Replacement => ({ deletedRegion: regionOf(row.regions.region(start, end)), insertedContent: { text } }));
    return [{ description: { text: description }, artifactChanges: [{ artifactLocation: artifact, replacements: written }] }];
  } catch (error) {
    if (ChangeRefused.is(error)) return [];
    throw error;
  }
}
