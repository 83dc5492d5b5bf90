import type { Region } from 'sarif';

import { RowRegions, type TextRegion } from '../../../../app/lint/textRegion';
import type { RowAgain } from '../../../../app/lint/rowsAgain';
import { createResponseLocator } from '../../../../core/dataset/createResponseLocator';
import { decodeUtf8 } from '../../../../core/dataset/decodeUtf8';
import type { PreferencePair } from '../../../../core/dataset/preferencePair';
import type { PairSide } from '../../../../core/edits/rowChange';
import type { Container, RowSyntax } from '../../../../core/ports';
import { columnInLine } from '../../../../io/columnInLine';

/** A row of a text file with its places; `regions` are null where its text or its column cannot be told. */
export interface SarifRow {
  readonly text: string;
  readonly syntax: RowSyntax;
  readonly regions: RowRegions;
}

/** Where a row stands, as exactly as its file allows. Undefined in packed and binary files: a line of theirs is none that a viewer could show. */
export async function sarifRow({ location, content }: RowAgain, container: Container): Promise<SarifRow | { readonly line: number } | undefined> {
  if (container.compression !== null || content.kind !== 'text' || location.line === 0) return undefined;
  const decoded = decodeUtf8(content.bytes);
  const file = container.files[location.file ?? 0] ?? '';
  // Rows of all other formats begin with their line.
  const column = container.format === 'json' ? await columnInLine(file, location.byteStart, content.bytes) : 1;
  if (decoded.kind !== 'text' || column === null) return { line: location.line };
  return { text: decoded.text, syntax: content.syntax, regions: new RowRegions(decoded.text, location.line, column) };
}

/** Characters of one side of a pair in its row, all of them unless told; undefined where they stand nowhere in it. */
export function sideRegion({ text, syntax, regions }: SarifRow, pair: PreferencePair, { side, start = 0, end = Number.MAX_SAFE_INTEGER }: SideRange): TextRegion | undefined {
  const ranges = createResponseLocator(text, pair.sources[side], syntax)(start, end);
  const [first] = ranges;
  const last = ranges.at(-1);
  return first === undefined || last === undefined || last.end < first.start ? undefined : regions.region(first.start, last.end);
}

export interface SideRange {
  readonly side: PairSide;
  /** UTF-16 units of the side's text. */
  readonly start?: number;
  readonly end?: number;
}

export function regionOf({ startLine, startColumn, endLine, endColumn }: TextRegion): Region {
  return { startLine, startColumn, endLine, endColumn };
}
