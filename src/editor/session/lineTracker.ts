/** An edit as VS Code reports it, reduced to what moves lines. All lines are 0-based. */
export interface LineEdit {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
  /** True when the text begins with a line end and stands behind the last character of startLine. */
  readonly afterLineEnd: boolean;
}

/**
 * Follows the lines of a file, as they were on disk, through the unsaved edits of its document. A line that was touched is
 * lost: whatever was computed for it is no longer about what stands there.
 */
export class LineTracker {
  /** Current line of each line on disk. Null: nothing was edited, every line is where it was. */
  private positions: Int32Array | null = null;
  private touched: Uint8Array | null = null;

  constructor(private readonly lineCount: number) {}

  get isIdentity(): boolean {
    return this.positions === null;
  }

  apply(edits: readonly LineEdit[]): void {
    // From the end of the document to its start, so that no edit moves the lines of one that follows.
    for (const edit of [...edits].sort((a, b) => b.startLine - a.startLine || b.startCharacter - a.startCharacter)) this.applyOne(edit);
  }

  /** Nothing is known any more about where lines went. */
  loseAll(): void {
    this.positions = new Int32Array(this.lineCount);
    this.touched = new Uint8Array(this.lineCount).fill(1);
  }

  reset(): void {
    this.positions = null;
    this.touched = null;
  }

  copy(): LineTracker {
    const copy = new LineTracker(this.lineCount);
    copy.positions = this.positions && Int32Array.from(this.positions);
    copy.touched = this.touched && Uint8Array.from(this.touched);
    return copy;
  }

  /** Where a line of the disk stands now; undefined when it was touched or removed. */
  lineNow(diskLine: number): number | undefined {
    if (!this.positions || diskLine >= this.lineCount) return this.positions ? undefined : diskLine;
    return this.touched?.[diskLine] ? undefined : this.positions[diskLine];
  }

  /** Where the first of several lines of the disk stands now; undefined when one of them was touched, or others came between. */
  firstLineNow(first: number, last: number): number | undefined {
    const start = this.lineNow(first);
    if (this.isIdentity || start === undefined) return start;
    for (let line = first + 1; line <= last; line++) if (this.lineNow(line) !== start + line - first) return undefined;
    return start;
  }

  /** Which line of the disk stands untouched on a line of the document; undefined when none does. */
  diskLine(lineNow: number): number | undefined {
    if (!this.positions) return lineNow;
    // Lines that were removed lie on the line that took their place, which is the last of its run.
    const last = this.firstBeyond(lineNow) - 1;
    return this.positions[last] === lineNow && !this.touched?.[last] ? last : undefined;
  }

  private applyOne(edit: LineEdit): void {
    const addedLines = countLineEnds(edit.text);
    const shift = addedLines - (edit.endLine - edit.startLine);
    const [first, last] = touchedLines(edit);
    if (shift === 0 && last < first) return;
    this.positions ??= Int32Array.from({ length: this.lineCount }, (_, line) => line);
    this.touched ??= new Uint8Array(this.lineCount);
    for (let line = this.firstBeyond(first - 1); line < this.lineCount; line++) {
      const position = this.positions[line] ?? 0;
      if (position > last) {
        if (shift === 0) break;
        this.positions[line] = position + shift;
      } else {
        this.touched[line] = 1;
        this.positions[line] = Math.min(position, edit.startLine);
      }
    }
  }

  /** First line of the disk that now stands below `lineNow`. */
  private firstBeyond(lineNow: number): number {
    let low = 0;
    let high = this.lineCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.positions?.[middle] ?? middle) <= lineNow) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** First and last line whose text an edit changes; last < first when whole lines are only put between others. */
function touchedLines(edit: LineEdit): readonly [number, number] {
  if (edit.afterLineEnd) return [edit.startLine + 1, edit.startLine];
  const endsBetweenLines = edit.endCharacter === 0 && edit.startCharacter === 0 && (edit.text === '' || edit.text.endsWith('\n'));
  return [edit.startLine, endsBetweenLines ? edit.endLine - 1 : edit.endLine];
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
