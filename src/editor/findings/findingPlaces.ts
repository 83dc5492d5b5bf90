import * as vscode from 'vscode';

import { TextLocator } from '../../core/dataset/textLocator';
import type { FieldSource } from '../../core/dataset/preferencePair';
import { datasetText, type RowSpan } from '../../core/edits/datasetText';
import type { ChangeablePair } from '../../core/edits/changeRow';
import { rowSyntax } from '../../core/edits/datasetEdit';
import type { Finding } from '../../core/noise/finding';
import type { RowSyntax } from '../../core/ports';
import { isCurrent, type FileFindings } from './fileFindings';
import { findingSide } from './findingSide';

/** Cutting a larger JSON or CSV text into rows would hold up the window; findings stand at the start of their lines there. */
const largestCut = 8 * 1024 * 1024;

interface RowText {
  /** Offset of the row in the document. */
  readonly start: number;
  readonly text: string;
}

/** Finds the rows of findings in the document that they were found in. */
export class FindingPlaces {
  private readonly syntax: RowSyntax;
  private readonly spans: readonly RowSpan[] | null;
  private readonly text: string;

  /** Undefined where the document no longer holds what was looked through. */
  static of(document: vscode.TextDocument, findings: FileFindings): FindingPlaces | undefined {
    return isCurrent(findings, document) ? new FindingPlaces(document, findings) : undefined;
  }

  private constructor(
    private readonly document: vscode.TextDocument,
    private readonly findings: FileFindings,
  ) {
    const isLines = findings.format === 'jsonl';
    const text = isLines ? '' : document.getText();
    this.text = text.length > largestCut ? '' : text;
    this.spans = this.text === '' ? null : datasetText(this.text, findings.format);
    this.syntax = this.text === '' ? { kind: 'json' } : rowSyntax(this.text, findings.format);
  }

  /** The field that matters, or where it cannot be told the start of the row. */
  rangeOf(finding: Finding): vscode.Range {
    const row = this.row(finding);
    const found = row && this.field(row, finding);
    if (row === undefined || found === undefined) return lineStart(finding);
    return new vscode.Range(this.document.positionAt(row.start + found.start), this.document.positionAt(row.start + found.end));
  }

  /** The text of the row of a finding; undefined where it cannot be told. */
  rowText(finding: Pick<Finding, 'row' | 'line'>): string | undefined {
    return this.row(finding)?.text;
  }

  /** The pair of a finding as the document has it. */
  pairOf(finding: Pick<Finding, 'row' | 'line' | 'pair'>): ChangeablePair | undefined {
    const text = this.row(finding)?.text;
    return text === undefined ? undefined : this.findings.read(text, this.syntax)[finding.pair];
  }

  private row({ row, line }: Pick<Finding, 'row' | 'line'>): RowText | undefined {
    if (this.findings.format === 'jsonl') {
      if (line < 1 || line > this.document.lineCount) return undefined;
      const { range, text } = this.document.lineAt(line - 1);
      return { start: this.document.offsetAt(range.start), text };
    }
    const span = this.spans?.[row];
    return span && { start: span.start, text: this.text.slice(span.start, span.end) };
  }

  private field({ text }: RowText, finding: Finding): { readonly start: number; readonly end: number } | undefined {
    const pair = this.findings.read(text, this.syntax)[finding.pair];
    const side = findingSide(finding);
    const sources = pair?.sources[side] ?? [];
    const locator = new TextLocator(text, this.syntax);
    const ranges = sources.flatMap((source) => locate(locator, source));
    const [first] = ranges;
    const last = ranges.at(-1);
    return first && last && { start: first.start, end: Math.max(first.end, last.end) };
  }
}

function locate(locator: TextLocator, { path, start, end }: FieldSource): readonly { readonly start: number; readonly end: number }[] {
  const text = locator.find(path);
  return text === undefined ? [] : [{ start: text.raw(start), end: text.raw(end) }];
}

/** Without a document, or where the row is not found in it. */
export function lineStart({ line }: Pick<Finding, 'line'>): vscode.Range {
  const at = Math.max(0, line - 1);
  return new vscode.Range(at, 0, at, 1);
}
