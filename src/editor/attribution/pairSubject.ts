import * as vscode from 'vscode';

import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { GameTexts, PromptPiece } from '../../core/attribution/promptGame';
import { responseText, type PairTexts, type PreferencePair } from '../../core/dataset/preferencePair';
import type { DocumentLines } from '../documents/documentLines';
import { openDocument } from '../documents/datasetFiles';
import type { AttributionSubject } from './attributionSubject';
import { promptLocator, type PromptLocator } from './promptRanges';

/** The prompt of a pair, attributed for both of its responses. */
export class PairSubject implements AttributionSubject {
  readonly place = 'pair';
  readonly parts = null;
  readonly responseNames = ['chosen', 'rejected'];
  readonly texts: GameTexts;
  private located: { readonly text: string; readonly locate: PromptLocator } | null = null;

  constructor(
    readonly uri: vscode.Uri,
    private readonly source: PreferencePair,
    private readonly beta: number,
    private readonly lines: DocumentLines,
  ) {
    this.texts = gameTexts(source.texts);
  }

  get row(): number {
    return this.source.row;
  }

  get pair(): number {
    return this.source.pair;
  }

  get line(): number {
    return this.source.line;
  }

  targets(hasReference: boolean): readonly AttributionTarget[] {
    const margin: AttributionTarget[] = hasReference ? [{ kind: 'margin', beta: this.beta }] : [];
    return [...margin, { kind: 'response', response: 0 }, { kind: 'response', response: 1 }, { kind: 'likelihoodMargin' }];
  }

  rangesIn({ document }: vscode.TextEditor, piece: PromptPiece): readonly vscode.Range[] {
    const line = this.lineNow(document);
    if (line === undefined) return [];
    const { text } = document.lineAt(line);
    if (this.located?.text !== text) this.located = { text, locate: promptLocator(text, this.source.texts.prompt, this.source.sources.prompt) };
    return this.located.locate(piece).map(({ start, end }) => new vscode.Range(line, start, line, end));
  }

  edited({ document }: vscode.TextDocumentChangeEvent): boolean {
    return this.lineNow(document) !== undefined;
  }

  private lineNow(document: vscode.TextDocument): number | undefined {
    if (this.line === 0 || openDocument(this.uri) !== document) return undefined;
    const line = this.lines.lineNow(this.uri, this.line - 1);
    return line !== undefined && line < document.lineCount ? line : undefined;
  }
}

/** The texts of the pair with chosen first and rejected second; tools and options of the template stay. */
export function gameTexts(texts: PairTexts): GameTexts {
  if (texts.format === 'standard') return { format: 'standard', prompt: texts.prompt, responses: [texts.chosen, texts.rejected] };
  const { prompt, chosen, rejected, tools, chatTemplateKwargs } = texts;
  return { format: 'conversational', prompt, responses: [chosen, rejected], ...(tools && { tools }), ...(chatTemplateKwargs && { chatTemplateKwargs }) };
}

/** What the responses say, as people read them. */
export function responseTexts(texts: GameTexts): readonly string[] {
  return texts.format === 'standard' ? texts.responses : texts.responses.map(responseText);
}
