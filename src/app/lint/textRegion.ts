/** Part of a text file: 1-based lines and columns, columns in UTF-16 units, the end exclusive. */
export interface TextRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Regions inside one row, by offsets in its text. `line` and `column` are where the row begins. */
export class RowRegions {
  /** Offsets at which the lines of the row begin. */
  private readonly lineStarts = [0];

  constructor(
    private readonly text: string,
    private readonly line: number,
    private readonly column: number,
  ) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) this.lineStarts.push(index + end.length);
  }

  /** UTF-16 units `start` to `end` of the row. */
  region(start = 0, end = this.text.length): TextRegion {
    const [first, last] = [this.place(start), this.place(end)];
    return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column };
  }

  private place(offset: number): { readonly line: number; readonly column: number } {
    const index = this.lineStarts.findLastIndex((start) => start <= offset);
    const inLine = offset - (this.lineStarts[index] ?? 0) + 1;
    return { line: this.line + index, column: index === 0 ? this.column + inLine - 1 : inLine };
  }
}
