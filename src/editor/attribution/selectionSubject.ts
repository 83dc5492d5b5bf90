import * as vscode from 'vscode';

import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { GameTexts, PromptPiece } from '../../core/attribution/promptGame';
import type { AttributionSubject } from './attributionSubject';
import type { Question } from './question';

/** The text between the first and the last selection, and what of it was selected. */
export interface SelectedPrompt {
  readonly uri: vscode.Uri;
  /** 1-based. */
  readonly line: number;
  readonly prompt: string;
  /** Offset of the prompt in the document. */
  readonly start: number;
  /** Null for one selection, which is the prompt. */
  readonly parts: readonly PromptPiece[] | null;
}

/** Null where nothing is selected but white space. */
export function selectedPrompt(document: vscode.TextDocument, selections: readonly vscode.Selection[]): SelectedPrompt | null {
  const ranges = [...selections].filter((selection) => document.getText(selection).trim() !== '').sort((left, right) => left.start.compareTo(right.start));
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return null;
  const whole = new vscode.Range(first.start, last.end);
  const start = document.offsetAt(whole.start);
  const piece = (range: vscode.Range): PromptPiece => ({ message: 0, start: document.offsetAt(range.start) - start, end: document.offsetAt(range.end) - start });
  return { uri: document.uri, line: whole.start.line + 1, prompt: document.getText(whole), start, parts: ranges.length > 1 ? ranges.map(piece) : null };
}

/** A text that was selected anywhere. Several selections mark parts of the text between the first and the last. */
export class SelectionSubject implements AttributionSubject {
  readonly place = 'selection';
  readonly row = null;
  readonly pair = null;
  readonly uri: vscode.Uri;
  readonly line: number;
  readonly prompt: string;
  readonly parts: readonly PromptPiece[] | null;
  /** Offset of the prompt in the document as it is now. */
  private start: number;
  private isGone = false;

  constructor(
    { uri, line, prompt, start, parts }: SelectedPrompt,
    readonly question: Question,
  ) {
    this.uri = uri;
    this.line = line;
    this.prompt = prompt;
    this.start = start;
    this.parts = parts;
  }

  /** The same prompt, held responsible for something else. */
  asking(question: Question): SelectionSubject {
    return new SelectionSubject(this.selected, question);
  }

  private get selected(): SelectedPrompt {
    const { uri, line, prompt, start, parts } = this;
    return { uri, line, prompt, start, parts };
  }

  get responseNames(): readonly string[] {
    return this.question.responses.map((response) => response.trim() || response);
  }

  get texts(): GameTexts {
    const glue = /\s$/u.test(this.prompt) ? '' : ' ';
    // A word that is typed means the next word, not the rest of the last one.
    const joined = this.question.responses.map((response) => (/^[\s\p{P}]/u.test(response) ? response : glue + response));
    return { format: 'standard', prompt: this.prompt, responses: joined };
  }

  targets(): readonly AttributionTarget[] {
    const each = this.question.responses.map((_, response): AttributionTarget => ({ kind: 'response', response }));
    if (this.question.kind === 'options') return [...this.question.responses.map((_, option): AttributionTarget => ({ kind: 'logOdds', option })), ...each];
    const next: AttributionTarget = { kind: 'probability', response: 0 };
    return this.question.kind === 'next' ? [next, ...each] : [...each, next];
  }

  rangesIn({ document }: vscode.TextEditor, { start, end }: PromptPiece): readonly vscode.Range[] {
    if (this.isGone || document.uri.toString() !== this.uri.toString()) return [];
    return [new vscode.Range(document.positionAt(this.start + start), document.positionAt(this.start + end))];
  }

  edited({ contentChanges }: vscode.TextDocumentChangeEvent): boolean {
    const end = this.start + this.prompt.length;
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      if (rangeOffset >= end) continue;
      if (rangeOffset + rangeLength <= this.start && (rangeLength > 0 || rangeOffset <= this.start)) this.start += text.length - rangeLength;
      else this.isGone = true;
    }
    return !this.isGone;
  }
}
