import { recordText, type ExportRecord, type RecordSink } from '../../core/export/exportRecord';
import type { AtomicFile } from './atomicFile';
import { BufferedText } from './bufferedText';

/** One JSON object a line. */
export class JsonLinesSink implements RecordSink {
  private readonly text: BufferedText;

  constructor(file: AtomicFile) {
    this.text = new BufferedText(file);
  }

  write(record: ExportRecord): Promise<void> {
    return this.text.add(`${recordText(record)}\n`);
  }

  finish(): Promise<void> {
    return this.text.flush();
  }
}

/** One JSON array with an object a line. */
export class JsonArraySink implements RecordSink {
  private readonly text: BufferedText;
  private isEmpty = true;

  constructor(file: AtomicFile) {
    this.text = new BufferedText(file);
  }

  write(record: ExportRecord): Promise<void> {
    const lead = this.isEmpty ? '[\n' : ',\n';
    this.isEmpty = false;
    return this.text.add(lead + recordText(record));
  }

  async finish(): Promise<void> {
    await this.text.add(this.isEmpty ? '[]\n' : '\n]\n');
    await this.text.flush();
  }
}
