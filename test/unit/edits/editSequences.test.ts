import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { applyReplacements, invertReplacements } from '../../../src/core/edits/applyReplacements';
import { datasetEdit, type DatasetEdit } from '../../../src/core/edits/datasetEdit';
import { pairsOfRow } from '../../../src/core/edits/pairsOfRow';
import type { TextReplacement } from '../../../src/core/edits/textReplacement';
import { naiveDrop, naiveSetText, naiveSwap, rowsOf } from './naiveEdits';
import { naiveFile, renderFile, type NaiveFile } from './naiveFile';

const readPairs = pairsOfRow(new DatasetReader());
const side = fc.constantFrom('prompt' as const, 'chosen' as const, 'rejected' as const);
const newText = fc.array(fc.constantFrom('a', 'b', 'c', 'p', 'r', ' ', '"', '\\', '\n', '\r', 'é', '😀', '😁', '日', ',', '/'), { maxLength: 10 }).map((all) => all.join(''));

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('swap' as const), at: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set-text' as const), at: fc.nat(), side, text: newText }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('drop' as const), at: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('redo' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never;

/** The same step in the words of the product and in the words of the naive model. */
function edited(file: NaiveFile, given: Step): { readonly edit: DatasetEdit; readonly expected: NaiveFile } | undefined {
  const count = rowsOf(file).length;
  if (count === 0 || given.kind === 'undo' || given.kind === 'redo') return undefined;
  if (given.kind === 'drop') {
    const rows = given.at.map((at) => at % count);
    return { edit: { kind: 'drop', rows }, expected: naiveDrop(file, rows) };
  }
  const row = given.at % count;
  if (given.kind === 'swap') return { edit: { kind: 'change', row, change: { kind: 'swap', pair: 0 } }, expected: naiveSwap(file, row) };
  const change = { kind: 'set-text', pair: 0, side: given.side, text: given.text } as const;
  return { edit: { kind: 'change', row, change }, expected: naiveSetText(file, row, given.side, given.text) };
}

class Editor {
  private readonly done: { readonly forth: readonly TextReplacement[]; readonly back: readonly TextReplacement[]; readonly before: NaiveFile; readonly after: NaiveFile }[] = [];
  private position = 0;

  constructor(
    public file: NaiveFile,
    public text: string,
  ) {}

  take(given: Step): void {
    if (given.kind === 'undo') return this.undo();
    if (given.kind === 'redo') return this.redo();
    const made = edited(this.file, given);
    if (made === undefined) return;
    const forth = datasetEdit(this.text, this.file.format, readPairs, made.edit);
    this.done.splice(this.position, Infinity, { forth, back: invertReplacements(this.text, forth), before: this.file, after: made.expected });
    this.redo();
  }

  private undo(): void {
    const last = this.done[this.position - 1];
    if (last === undefined) return;
    this.position--;
    this.text = applyReplacements(this.text, last.back);
    this.file = last.before;
  }

  private redo(): void {
    const next = this.done[this.position];
    if (next === undefined) return;
    this.position++;
    this.text = applyReplacements(this.text, next.forth);
    this.file = next.after;
  }
}

describe('random edits of random files', () => {
  it('give, done, undone and redone, exactly the characters expected', () => {
    fc.assert(
      fc.property(naiveFile, fc.array(step, { maxLength: 12 }), (file, steps) => {
        const editor = new Editor(file, renderFile(file));
        for (const given of steps) {
          editor.take(given);
          expect(editor.text).toBe(renderFile(editor.file));
        }
      }),
      { numRuns: 1500 },
    );
  });
});
