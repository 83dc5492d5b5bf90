import type { ArtifactLocation, Location, Region, Result } from 'sarif';

import { rowsAgain, type RowAgain } from '../../../../app/lint/rowsAgain';
import { pairContentKey } from '../../../../core/dataset/pairContentKey';
import type { PreferencePair, UnreadableRow } from '../../../../core/dataset/preferencePair';
import { pairsOfRow } from '../../../../core/edits/pairsOfRow';
import type { PairReader } from '../../../../core/edits/pairReader';
import { pairSides } from '../../../../core/edits/rowChange';
import type { Finding } from '../../../../core/noise/finding';
import { findingCodes } from '../../../../core/noise/findingCodes';
import { rowHash } from '../../../../io/rowHash';
import type { LintedFile } from '../lintedFile';
import { sarifFixes } from './sarifFixes';
import { sarifMessage } from './sarifMessage';
import { regionOf, sarifRow, sideRegion } from './sarifRow';
import { sarifLevels, sarifRuleIndex } from './sarifRules';
import type { SarifUris } from './sarifUris';

type Entry = Finding | UnreadableRow;

type PlacedRow = Awaited<ReturnType<typeof sarifRow>>;

interface RowParts {
  readonly again: RowAgain;
  readonly placed: PlacedRow;
  readonly artifact: ArtifactLocation;
}

/** The results of one file: rows that cannot be read, then findings by rank, at most `maximal` of them. */
export class SarifResults {
  private readonly read: PairReader;
  /** How often a fingerprint was given already: equal rows must not become one alert. */
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly linted: LintedFile,
    private readonly uris: SarifUris,
  ) {
    this.read = pairsOfRow(linted.reader);
  }

  async collect(maximal: number, signal: AbortSignal): Promise<readonly Result[]> {
    const { report, source, reader } = this.linted;
    const unreadable = report.unreadable.slice(0, maximal);
    const entries: readonly Entry[] = [...unreadable, ...report.findings.slice(0, maximal - unreadable.length)];
    const byRow = indicesByRow(entries);
    const results: (Result | undefined)[] = entries.map(() => undefined);
    for await (const again of rowsAgain(source, reader, new Set(byRow.keys()), signal)) {
      const parts = { again, placed: await sarifRow(again, source.container), artifact: this.uris.of(source.container.files[again.location.file ?? 0] ?? '') };
      for (const index of byRow.get(again.location.row) ?? []) {
        const entry = entries[index];
        if (entry !== undefined) results[index] = 'severity' in entry ? this.ofFinding(entry, parts) : this.ofUnreadable(entry, parts);
      }
    }
    return results.filter((result) => result !== undefined);
  }

  private ofUnreadable({ row, column, code, reason }: UnreadableRow, { again, placed, artifact }: RowParts): Result {
    const hash = rowHash(again.content.kind === 'text' ? again.content.bytes : `${code} ${String(row)}`);
    const region = placed === undefined ? undefined : 'regions' in placed ? regionOf(placed.regions.region(Math.min(column - 1, placed.text.length))) : { startLine: placed.line };
    return { ...head(code, 'error', reason), locations: [location(artifact, row, region)], partialFingerprints: this.fingerprints(code, hash), properties: { row } };
  }

  private ofFinding(finding: Finding, { again, placed, artifact }: RowParts): Result {
    const { code, severity, message, row, evidence } = finding;
    const pair = again.row.kind === 'read' ? again.row.pairs[finding.pair] : undefined;
    const verdict = this.linted.report.pairVerdicts.of(row, finding.pair);
    return {
      ...head(code, severity, message),
      locations: [location(artifact, row, regionOfFinding(finding, pair, placed))],
      ...this.related(finding, artifact),
      partialFingerprints: this.fingerprints(code, rowHash(pair === undefined ? `${code} ${String(row)}` : pairContentKey(pair.texts))),
      ...this.fixes(finding, pair, placed, artifact),
      properties: { row, pair: finding.pair, evidence, ...(verdict === undefined ? {} : { verdict: verdict.verdict, probabilityWrong: verdict.probabilityWrong }) },
    };
  }

  /** The other row of a duplicate or contradiction. */
  private related({ evidence: { otherRow, otherLine } }: Finding, artifact: ArtifactLocation): Pick<Result, 'relatedLocations'> {
    const { files, compression } = this.linted.source.container;
    if (typeof otherLine !== 'number' || typeof otherRow !== 'number' || otherLine < 1 || files.length > 1 || compression !== null) return {};
    return { relatedLocations: [{ id: 1, ...location(artifact, otherRow, { startLine: otherLine }), message: { text: 'The other row.' } }] };
  }

  private fixes({ code, row }: Finding, pair: PreferencePair | undefined, placed: PlacedRow, artifact: ArtifactLocation): Pick<Result, 'fixes'> {
    if (pair === undefined || placed === undefined || !('regions' in placed)) return {};
    const { report, source } = this.linted;
    const hasNext = source.container.files.length === 1 && row < report.rows - 1;
    const fixes = sarifFixes(findingCodes[code].fixes, { row: placed, artifact, pair, format: source.container.format, hasNext, read: this.read });
    return fixes.length === 0 ? {} : { fixes: [...fixes] };
  }

  /**
   * By content and not by line, so that an alert stays the same when rows move. Code scanning goes by `primaryLocationLineHash` alone, which it would
   * otherwise make from the first hundred characters of the line: many rows of a dataset begin alike.
   */
  private fingerprints(code: string, hash: string): Result['partialFingerprints'] {
    const key = `${code} ${hash}`;
    const count = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, count);
    return { primaryLocationLineHash: `${hash}:${String(count)}`, 'preflensContent/v1': hash };
  }
}

function indicesByRow(entries: readonly Entry[]): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  for (const [index, { row }] of entries.entries()) {
    const known = rows.get(row);
    if (known === undefined) rows.set(row, [index]);
    else known.push(index);
  }
  return rows;
}

function head(code: string, severity: keyof typeof sarifLevels, message: string): Pick<Result, 'ruleId' | 'ruleIndex' | 'level' | 'message'> {
  return { ruleId: code, ruleIndex: sarifRuleIndex(code), level: sarifLevels[severity], message: sarifMessage(message) };
}

function location(artifactLocation: ArtifactLocation, row: number, region: Region | undefined): Location {
  const logicalLocations = [{ name: `row ${String(row)}`, kind: 'element' }];
  return { physicalLocation: { artifactLocation, ...(region === undefined ? {} : { region }) }, logicalLocations };
}

/** The characters that the finding speaks of, or the text, where it says which; else the row. */
function regionOfFinding({ evidence }: Finding, pair: PreferencePair | undefined, placed: PlacedRow): Region | undefined {
  if (placed === undefined) return undefined;
  if (!('regions' in placed)) return { startLine: placed.line };
  const { start, end } = evidence;
  const side = pairSides.find((name) => name === evidence['side']);
  if (pair === undefined || side === undefined) return regionOf(placed.regions.region());
  const exact = typeof start === 'number' && typeof end === 'number' && start < end ? sideRegion(placed, pair, { side, start, end }) : undefined;
  return regionOf(exact ?? sideRegion(placed, pair, { side }) ?? placed.regions.region());
}
