import type { DatasetReader } from '../../core/dataset/datasetReader';
import { responseText, type PreferencePair } from '../../core/dataset/preferencePair';
import type { Finding } from '../../core/noise/finding';
import { findingCodes, type FindingCode, type FindingSeverity } from '../../core/noise/findingCodes';
import type { CancellationSignal, RowSource } from '../../core/ports';
import type { ReportedCode, ReportedFinding, ReportedTexts } from '../../core/report/datasetReport';
import { reportedText } from '../../core/report/reportedText';
import { rowsAgain } from '../lint/rowsAgain';

export interface ReportedCodesOptions {
  /** Findings that are shown of each code. */
  readonly worst: number;
  /** False: no text of the dataset gets into the report, only numbers and places. */
  readonly withTexts: boolean;
  readonly signal?: CancellationSignal;
}

const severities: readonly FindingSeverity[] = ['error', 'warning', 'information'];
const longestText = 240;
const longestMessage = 300;

/** Findings by code with the worst of each; the rows of those are read once more for their texts. Rejects as `rowsAgain` does. */
export async function reportedCodes(source: RowSource, reader: DatasetReader, findings: readonly Finding[], options: ReportedCodesOptions): Promise<readonly ReportedCode[]> {
  const groups = groupsOf(findings);
  const shown = [...groups.values()].flatMap((group) => group.slice(0, options.worst));
  const texts = options.withTexts ? await textsOf(source, reader, new Set(shown.map(({ row }) => row)), options.signal) : null;
  const codes = [...groups].map(([code, group]): ReportedCode => {
    const { title, explanation } = findingCodes[code];
    const worst = group.slice(0, options.worst).map((finding) => reported(finding, texts));
    return { code, title, explanation, severity: group[0]?.severity ?? 'information', count: group.length, worst };
  });
  return codes.sort((first, second) => severities.indexOf(first.severity) - severities.indexOf(second.severity) || second.count - first.count || (first.code < second.code ? -1 : 1));
}

/** Findings come ranked, so the first of each code are its worst. */
function groupsOf(findings: readonly Finding[]): ReadonlyMap<FindingCode, readonly Finding[]> {
  const groups = new Map<FindingCode, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group) group.push(finding);
    else groups.set(finding.code, [finding]);
  }
  return groups;
}

type TextsByPlace = ReadonlyMap<string, ReportedTexts>;

/** A message may quote the data, so it is left out with them. */
function reported({ row, line, pair, code, message }: Finding, texts: TextsByPlace | null): ReportedFinding {
  return { row, line, pair, message: texts === null ? findingCodes[code].title : reportedText(message, longestMessage), texts: texts?.get(placeKey(row, pair)) ?? null };
}

async function textsOf(source: RowSource, reader: DatasetReader, rows: ReadonlySet<number>, signal: CancellationSignal | undefined): Promise<TextsByPlace> {
  const texts = new Map<string, ReportedTexts>();
  for await (const { location, row } of rowsAgain(source, reader, rows, signal)) {
    if (row.kind !== 'read') continue;
    for (const [pair, { texts: sides }] of row.pairs.entries()) texts.set(placeKey(location.row, pair), shortTexts(sides));
  }
  return texts;
}

function shortTexts(texts: PreferencePair['texts']): ReportedTexts {
  const short = (side: 'prompt' | 'chosen' | 'rejected'): string => reportedText(responseText(texts[side]), longestText);
  return { prompt: short('prompt'), chosen: short('chosen'), rejected: short('rejected') };
}

function placeKey(row: number, pair: number): string {
  return `${String(row)}:${String(pair)}`;
}
