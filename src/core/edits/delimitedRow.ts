import { describePath } from '../dataset/describePath';
import { applyReplacements } from './applyReplacements';
import { ChangeRefused } from './changeRefused';
import type { DelimitedCell } from '../dataset/parseDelimited';
import { delimitedCells } from './delimitedRecords';
import type { EditableRow, RowPath } from './editableRow';
import { JsonRow } from './jsonRow';
import type { TextReplacement } from './textReplacement';

/** A row that is one record of a delimited file. A path goes from the name of a column into the JSON text of its cell, if any. */
export class DelimitedRow implements EditableRow {
  private readonly cells: readonly DelimitedCell[];

  constructor(
    readonly text: string,
    private readonly delimiter: string,
    private readonly header: readonly string[],
  ) {
    this.cells = delimitedCells(text, delimiter);
  }

  get names(): readonly string[] {
    return this.header;
  }

  value(path: RowPath): unknown {
    const cell = this.cellAt(path);
    if (cell === undefined || path.length === 1) return cell?.value;
    return nested(cell)?.value(['cell', ...path.slice(1)]);
  }

  raw(path: RowPath): string {
    const cell = this.cell(path);
    return path.length === 1 ? this.text.slice(cell.start, cell.end) : this.inside(path).raw(['cell', ...path.slice(1)]);
  }

  replaceRaw(path: RowPath, raw: string): TextReplacement {
    if (path.length > 1) return this.replaceInside(path, (row, rest) => row.replaceRaw(rest, raw));
    const { start, end } = this.cell(path);
    return { start, end, text: raw };
  }

  replaceValue(path: RowPath, value: unknown): TextReplacement {
    if (path.length > 1) return this.replaceInside(path, (row, rest) => row.replaceValue(rest, value));
    return this.replaceCell(path, typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value));
  }

  replaceInString(path: RowPath, start: number, end: number, text: string): TextReplacement {
    if (path.length > 1) return this.replaceInside(path, (row, rest) => row.replaceInString(rest, start, end, text));
    const { value } = this.cell(path);
    if (end > value.length) throw gone(path);
    return this.replaceCell(path, value.slice(0, start) + text + value.slice(end));
  }

  /** A cell that is quoted stays quoted; another gets quotes where its text needs them. */
  private replaceCell(path: RowPath, value: string): TextReplacement {
    const { start, end } = this.cell(path);
    const quoted = this.text[start] === '"' || value.includes(this.delimiter) || /["\r\n]/.test(value);
    return { start, end, text: quoted ? `"${value.replaceAll('"', '""')}"` : value };
  }

  private replaceInside(path: RowPath, replace: (row: JsonRow, rest: RowPath) => TextReplacement): TextReplacement {
    const row = this.inside(path);
    const changed = applyReplacements(row.text, [replace(row, ['cell', ...path.slice(1)])]);
    return this.replaceCell(path, changed.slice(wrapping.length, -1));
  }

  private inside(path: RowPath): JsonRow {
    const row = nested(this.cell(path));
    if (row === undefined) throw gone(path);
    return row;
  }

  private cell(path: RowPath): DelimitedCell {
    const cell = this.cellAt(path);
    if (cell === undefined) throw gone(path);
    return cell;
  }

  private cellAt([name]: RowPath): DelimitedCell | undefined {
    const column = this.header.indexOf(String(name));
    return column === -1 ? undefined : this.cells[column];
  }
}

const wrapping = '{"cell":';

/** The JSON text of a cell as the only field of a row. */
function nested(cell: DelimitedCell): JsonRow | undefined {
  try {
    return new JsonRow(`${wrapping}${cell.value}}`);
  } catch (error) {
    if (ChangeRefused.is(error)) return undefined;
    throw error;
  }
}

function gone(path: RowPath): ChangeRefused {
  return new ChangeRefused(`The row no longer has the text at ${describePath(path)}; read it again.`);
}
