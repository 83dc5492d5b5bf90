import assert from 'node:assert/strict';

import { LineTracker, type LineEdit } from '../../src/editor/session/lineTracker';

/** A plain document that edits are applied to, as VS Code does. */
class Text {
  constructor(private text: string) {}

  get lines(): string[] {
    return this.text.split('\n');
  }

  apply(edit: LineEdit): void {
    const from = this.offset(edit.startLine, edit.startCharacter);
    const to = this.offset(edit.endLine, edit.endCharacter);
    this.text = this.text.slice(0, from) + edit.text + this.text.slice(to);
  }

  private offset(line: number, character: number): number {
    return this.lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0) + character;
  }
}

/** A small generator of its own, so that a failure can be repeated from its seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomEdit(text: Text, random: (below: number) => number): LineEdit {
  const { lines } = text;
  const startLine = random(lines.length);
  const endLine = Math.min(lines.length - 1, startLine + random(3) * random(2));
  const place = (line: number) => [0, lines[line]!.length, random(lines[line]!.length + 1)][random(3)]!;
  const [a, b] = [place(startLine), place(endLine)];
  const [startCharacter, endCharacter] = startLine === endLine ? [Math.min(a, b), Math.max(a, b)] : [a, b];
  const inserted = ['', 'x', '\n', 'new\n', '\nnew', 'a\nb\nc'][random(6)]!;
  const isPoint = startLine === endLine && startCharacter === endCharacter;
  const afterLineEnd = isPoint && startCharacter > 0 && startCharacter === lines[startLine]!.length && inserted.startsWith('\n');
  return { startLine, startCharacter, endLine, endCharacter, text: inserted, afterLineEnd };
}

describe('following lines through edits', () => {
  it('never takes one line for another, whatever the edits', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const random = randomNumbers(seed);
      const original = Array.from({ length: 12 }, (_, line) => `row ${line}`);
      const text = new Text(original.join('\n'));
      const tracker = new LineTracker(original.length);
      for (let step = 0; step < 12; step++) {
        const edit = randomEdit(text, random);
        text.apply(edit);
        tracker.apply([edit]);
        original.forEach((row, line) => {
          const now = tracker.lineNow(line);
          if (now === undefined) return;
          assert.equal(text.lines[now], row, `seed ${seed}, step ${step}, line ${line}`);
          assert.equal(tracker.diskLine(now), line, `seed ${seed}, step ${step}, back from ${now}`);
        });
      }
    }
  });

  const edit = (startLine: number, startCharacter: number, endLine: number, endCharacter: number, text: string): LineEdit => ({ startLine, startCharacter, endLine, endCharacter, text, afterLineEnd: false });

  it('loses only the lines that an edit touches', () => {
    const tracker = new LineTracker(6);
    tracker.apply([edit(2, 3, 2, 4, 'x')]);
    assert.deepEqual([0, 1, 2, 3, 4, 5].map((line) => tracker.lineNow(line)), [0, 1, undefined, 3, 4, 5]);
    tracker.apply([edit(4, 0, 5, 0, '')]);
    assert.deepEqual([0, 1, 2, 3, 4, 5].map((line) => tracker.lineNow(line)), [0, 1, undefined, 3, undefined, 4]);
    tracker.apply([edit(0, 0, 0, 0, 'a\nb\n')]);
    assert.deepEqual([0, 1, 2, 3, 4, 5].map((line) => tracker.lineNow(line)), [2, 3, undefined, 5, undefined, 6]);
  });

  it('keeps a row when a line is added behind it', () => {
    const tracker = new LineTracker(3);
    tracker.apply([{ ...edit(1, 5, 1, 5, '\nnew'), afterLineEnd: true }]);
    assert.deepEqual([0, 1, 2].map((line) => tracker.lineNow(line)), [0, 1, 3]);
  });

  it('applies several edits of one event to the document before it', () => {
    const tracker = new LineTracker(5);
    tracker.apply([edit(0, 0, 0, 0, 'a\n'), edit(3, 0, 3, 0, 'b\n')]);
    assert.deepEqual([0, 1, 2, 3, 4].map((line) => tracker.lineNow(line)), [1, 2, 3, 5, 6]);
  });

  it('costs nothing before the first edit, and forgets edits on a reset', () => {
    const tracker = new LineTracker(2);
    assert.equal(tracker.isIdentity, true);
    tracker.apply([edit(0, 0, 1, 0, '')]);
    assert.equal(tracker.isIdentity, false);
    tracker.reset();
    assert.deepEqual([0, 1].map((line) => tracker.lineNow(line)), [0, 1]);
  });

  it('loses a row of several lines when any of them is touched, or others come between', () => {
    const edit = (startLine: number, text: string, startCharacter = 3): LineEdit => ({ startLine, startCharacter, endLine: startLine, endCharacter: startCharacter, text, afterLineEnd: text.startsWith('\n') });
    const after = (...edits: LineEdit[]): (number | undefined)[] => {
      const tracker = new LineTracker(9);
      tracker.apply(edits);
      return [0, 3, 6].map((first) => tracker.firstLineNow(first, first + 2));
    };
    assert.deepEqual(after(), [0, 3, 6]);
    assert.deepEqual(after(edit(4, 'x')), [0, undefined, 6]);
    assert.deepEqual(after(edit(4, '\nx')), [0, undefined, 7]);
    assert.deepEqual(after(edit(2, '\nx')), [0, 4, 7]);
  });
});
