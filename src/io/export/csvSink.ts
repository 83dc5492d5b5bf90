import { recordFields, type ExportColumns, type ExportRecord, type RecordSink } from '../../core/export/exportRecord';
import type { AtomicFile } from './atomicFile';
import { BufferedText } from './bufferedText';

/**
 * CSV after RFC 4180 with lines that end in LF: a cell with a comma, a quote or a line end is quoted, and so is an empty text, to
 * tell it from null. Lists and objects are written as JSON text. Nothing is changed to please a spreadsheet (docs/export.md).
 */
export class CsvSink implements RecordSink {
  private readonly text: BufferedText;
  private isHeaderWritten = false;

  constructor(
    file: AtomicFile,
    private readonly columns: ExportColumns,
  ) {
    this.text = new BufferedText(file);
  }

  async write(record: ExportRecord): Promise<void> {
    await this.writeHeader();
    const fields = recordFields(record);
    await this.writeLine([...this.columns.keys()].map((name) => (Object.hasOwn(fields, name) ? fields[name] : null)));
  }

  async finish(): Promise<void> {
    await this.writeHeader();
    await this.text.flush();
  }

  private async writeHeader(): Promise<void> {
    if (this.isHeaderWritten) return;
    this.isHeaderWritten = true;
    if (this.columns.size > 0) await this.writeLine([...this.columns.keys()]);
  }

  private writeLine(values: readonly unknown[]): Promise<void> {
    return this.text.add(`${values.map(cell).join(',')}\n`);
  }
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text === '' || /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}
