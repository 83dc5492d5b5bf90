import path from 'node:path';

import type { PreferencePair } from '../../src/core/dataset/preferencePair';
import { pairSides } from '../../src/core/edits/rowChange';
import { sideText } from '../../src/core/edits/sideText';
import type { Finding } from '../../src/core/noise/finding';
import { findingCodes } from '../../src/core/noise/findingCodes';
import { defaultFindingSettings } from '../../src/core/noise/config/findingSettings';
import { loadTextLibraries } from '../../src/core/noise/structural/textLibraries';
import { StructuralFindings } from '../../src/core/noise/structuralFindings';
import { contentHash } from '../../src/io/contentHash';
import { eachPair } from './eachPair';

interface FileFindings {
  readonly pairs: number;
  readonly findings: readonly Finding[];
}

async function findingsOf(file: string, keep: (pair: PreferencePair) => void = () => undefined): Promise<FileFindings> {
  const structural = new StructuralFindings(contentHash, defaultFindingSettings, await loadTextLibraries());
  let pairs = 0;
  await eachPair(file, (pair) => {
    structural.add(pair);
    keep(pair);
    pairs++;
  });
  return { pairs, findings: structural.all() };
}

/** A Markdown table: for each code, the share of pairs of each file that have it. */
export async function printRates(files: readonly string[]): Promise<void> {
  const all: FileFindings[] = [];
  for (const file of files) all.push(await findingsOf(file));
  const cells = (list: readonly string[]) => `| ${list.join(' | ')} |`;
  console.log(cells(['code', 'severity', ...files.map((file) => path.basename(file))]));
  console.log(cells(['---', '---', ...files.map(() => '--:')]));
  console.log(cells(['pairs', '', ...all.map(({ pairs }) => String(pairs))]));
  for (const severities of [['error', 'warning'], ['error', 'warning', 'information']]) {
    console.log(cells([`any of ${severities.join(', ')}`, '', ...all.map((file) => share(file, ({ severity }) => severities.includes(severity)))]));
  }
  for (const [code, { severity }] of Object.entries(findingCodes)) {
    const shares = all.map((file) => share(file, (finding) => finding.code === code));
    if (shares.some((text) => text !== '')) console.log(cells([`\`${code}\``, severity, ...shares]));
  }
}

function share({ pairs, findings }: FileFindings, wanted: (finding: Finding) => boolean): string {
  const hit = new Set(findings.filter(wanted).map(({ row, pair }) => `${String(row)} ${String(pair)}`)).size;
  return hit === 0 ? '' : `${((100 * hit) / pairs).toFixed(2)} %`;
}

/** Prints what a code was found in. */
export async function showFindings(code: string, file: string, count: number): Promise<void> {
  const texts = new Map<string, PreferencePair>();
  const { findings } = await findingsOf(file, (pair) => texts.set(`${String(pair.row)} ${String(pair.pair)}`, pair));
  for (const finding of findings.filter((candidate) => candidate.code === code).slice(0, count)) {
    console.log(`── row ${String(finding.row)}: ${finding.message} ${JSON.stringify(finding.evidence)}`);
    const pair = texts.get(`${String(finding.row)} ${String(finding.pair)}`);
    if (pair !== undefined) for (const side of pairSides) console.log(`   ${side}: ${JSON.stringify(sideText(pair.texts, side).slice(-300))}`);
  }
}
