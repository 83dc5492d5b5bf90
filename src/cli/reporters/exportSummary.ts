import type { ExportManifest } from '../../app/export/exportManifest';
import type { ExportCounts } from '../../app/export/exportRequest';

const explanations: Readonly<Partial<Record<keyof ExportCounts, string>>> = {
  unreadable: 'left out: cannot be read',
  withoutPair: 'left out: ties or unpaired answers only',
  droppedByRow: 'dropped by number',
  droppedByCode: 'dropped by finding or verdict',
  otherVerdict: 'left out: other verdicts',
  fixed: 'pairs mended',
  notFixed: 'pairs could not be mended, written as they were',
  swapped: 'swapped',
  notSwapped: 'could not be swapped, written as they were',
  transcripts: 'conversations written as transcripts',
  withoutFigure: 'at the end, without the figure to order by',
};

/** What an export did, for a terminal. */
export function exportSummary({ output, counts, changeList }: ExportManifest): string {
  const lines = [`${output}: ${counts.written} written from ${counts.rows} rows with ${counts.pairs} pairs`];
  for (const [name, text] of Object.entries(explanations)) {
    const count = counts[name as keyof ExportCounts];
    if (count > 0) lines.push(`  ${count} ${text}`);
  }
  const { changedRows, droppedRows, conflicts } = changeList;
  if (changedRows + droppedRows > 0) lines.push(`  change list: ${changedRows} rows changed, ${droppedRows} dropped`);
  if (conflicts > 0) lines.push(`  change list: ${conflicts} changes not applied, since their rows are no longer the same`);
  return `${lines.join('\n')}\n`;
}
