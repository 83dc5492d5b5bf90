import * as vscode from 'vscode';
import { z } from 'zod';

import type { Finding } from '../../core/noise/finding';
import { openDocument } from '../documents/datasetFiles';
import type { RowPlaceRequest } from '../edits/datasetEditor';
import type { EditorServices } from '../services';
import type { FileFindings } from './fileFindings';
import { FindingPlaces } from './findingPlaces';

/** A finding as lists and menus hand it over. */
const argumentSchema = z.object({ uri: z.string(), row: z.int().nonnegative(), pair: z.int().nonnegative(), code: z.string() });
export type FindingArgument = z.infer<typeof argumentSchema>;

export interface FindingTarget {
  readonly uri: vscode.Uri;
  readonly findings: FileFindings;
  readonly finding: Finding;
}

export function findingArgument(uri: vscode.Uri, { row, pair, code }: Finding): FindingArgument {
  return { uri: uri.toString(), row, pair, code };
}

/** Undefined where a command was called without a finding, or with one that is no longer there. */
export function findingTarget({ findings }: Pick<EditorServices, 'findings'>, argument: unknown): FindingTarget | undefined {
  const parsed = argumentSchema.safeParse(argument);
  if (!parsed.success) return undefined;
  const { row, pair, code } = parsed.data;
  const uri = vscode.Uri.parse(parsed.data.uri);
  const known = findings.of(uri);
  const finding = known?.report.findings.find((one) => one.row === row && one.pair === pair && one.code === code);
  return known && finding && { uri, findings: known, finding };
}

/** Where the row of a finding is to be changed: in a document by its number and text, so that no other row is met, else by its number on disk. */
export function editPlace({ uri, findings }: Pick<FindingTarget, 'uri' | 'findings'>, finding: Finding): RowPlaceRequest | undefined {
  const document = openDocument(uri);
  if (document === undefined) return { row: finding.row };
  const text = FindingPlaces.of(document, findings)?.rowText(finding);
  return text === undefined ? undefined : { row: finding.row, text };
}
