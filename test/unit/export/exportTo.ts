import { ChangedSource } from '../../../src/app/export/changedSource';
import type { ExportReport } from '../../../src/app/export/exportRequest';
import type { FigureTable } from '../../../src/app/export/figureTable';
import { exportDataset } from '../../../src/app/exportDataset';
import { lintDataset } from '../../../src/app/lintDataset';
import { openDatasetReader } from '../../../src/core/dataset/openDatasetReader';
import type { PreferencePair } from '../../../src/core/dataset/preferencePair';
import { ChangeList } from '../../../src/core/edits/changeList/changeList';
import { ContentHashes } from '../../../src/core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../../src/core/edits/changeList/silencedFindings';
import { pairsOfRow } from '../../../src/core/edits/pairsOfRow';
import { nothingSelected, type ExportChoices } from '../../../src/core/export/exportChoices';
import { ExportTarget } from '../../../src/io/export/exportTarget';
import type { OpenFile } from '../../../src/io/export/atomicFile';
import { openRowSource } from '../../../src/io/openRowSource';
import { contentHash } from '../../../src/io/contentHash';
import { rowHash } from '../../../src/io/rowHash';

const defaults: ExportChoices = { schema: 'source', format: 'jsonl', order: 'file', drop: nothingSelected, swap: nothingSelected, verdicts: [], fixes: [], scoreColumns: false };

interface Extras {
  readonly figures?: FigureTable;
  readonly list?: ChangeList;
  readonly signal?: AbortSignal;
  readonly openFile?: OpenFile;
  readonly cacheFolder: string;
}

/** The whole way of an export, as the command line and the editor go it. */
export async function exportTo(from: string, to: string, choices: Partial<ExportChoices>, { figures, list = new ChangeList(), signal, openFile, cacheFolder }: Extras): Promise<ExportReport> {
  const all = { ...defaults, ...choices };
  const plain = await openRowSource(from, { cacheFolder });
  const target = await ExportTarget.create(to, { format: all.format, sources: plain.container.files, createdBy: 'test', ...(openFile ? { openFile } : {}) });
  try {
    const reader = await openDatasetReader(plain);
    const readPairs = pairsOfRow(reader);
    const needsFindings = [all.drop, all.swap].some(({ codes, verdicts }) => codes.length + verdicts.length > 0) || all.verdicts.length > 0;
    const source = new ChangedSource(plain, list.byRow, { hash: rowHash, read: readPairs });
    const report = await exportDataset({
      source,
      reader,
      readPairs,
      choices: all,
      ...(needsFindings ? { findings: await lintDataset(source, reader, { hash: contentHash, silences: new ContentHashes(new SilencedFindings(list.silences), rowHash) }) } : {}),
      openSink: (columns) => Promise.resolve(target.openSink(columns)),
      ...(figures ? { figures } : {}),
      ...(signal ? { signal } : {}),
    });
    await target.commit({ counts: report.counts });
    return report;
  } catch (error) {
    await target.discard();
    throw error;
  } finally {
    await plain.close();
  }
}

/** All pairs of a file, as the product reads them. */
export async function pairsIn(file: string, cacheFolder: string): Promise<readonly PreferencePair[]> {
  const source = await openRowSource(file, { cacheFolder });
  try {
    const reader = await openDatasetReader(source);
    const pairs: PreferencePair[] = [];
    for await (const chunk of source.locate()) {
      for (const location of chunk) {
        const row = await reader.read(source, location);
        if (row.kind === 'read') pairs.push(...row.pairs);
      }
    }
    return pairs;
  } finally {
    await source.close();
  }
}
