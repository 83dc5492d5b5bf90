import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Fix, Log, Region, Result } from 'sarif';

const schemaFile = path.resolve(import.meta.dirname, '../../fixtures/sarif/sarif-2.1.0.json');
const ajv = new Ajv2020({ strict: false });
// The package is CommonJS: where it is imported as a module its function stands one level deeper.
(typeof addFormats === 'function' ? addFormats : (addFormats as { default: (instance: Ajv2020) => void }).default)(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);

/** A log that fits the schema of SARIF 2.1.0; throws with what does not. */
export function sarifLog(text: string): Log {
  const log = JSON.parse(text) as Log;
  if (!validate(log)) throw new Error(ajv.errorsText(validate.errors));
  return log;
}

export function resultsOf(log: Log): readonly Result[] {
  return log.runs.flatMap((run) => run.results ?? []);
}

export function regionOf(result: Result): Region | undefined {
  return result.locations?.[0]?.physicalLocation?.region;
}

/** The text of a region, with columns in UTF-16 units as the log says. */
export function cut(text: string, region: Region): string {
  const [start, end] = offsets(text, region);
  return text.slice(start, end);
}

/** The text with a fix made. */
export function mended(text: string, fix: Fix): string {
  const replacements = fix.artifactChanges.flatMap((change) => change.replacements).map(({ deletedRegion, insertedContent }) => ({ at: offsets(text, deletedRegion), inserted: insertedContent?.text ?? '' }));
  return replacements.sort((first, second) => second.at[0] - first.at[0]).reduce((changed, { at: [start, end], inserted }) => changed.slice(0, start) + inserted + changed.slice(end), text);
}

function offsets(text: string, { startLine = 1, startColumn = 1, endLine = startLine, endColumn }: Region): readonly [number, number] {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
  const lineStart = (line: number) => starts[line - 1] ?? text.length;
  return [lineStart(startLine) + startColumn - 1, endColumn === undefined ? lineStart(endLine + 1) : lineStart(endLine) + endColumn - 1];
}
