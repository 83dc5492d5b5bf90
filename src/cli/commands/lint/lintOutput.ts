import { JsonLinesWriter } from '../../../io/jsonLinesWriter';
import { StreamLinesWriter } from '../../../io/streamLinesWriter';

const bufferCharacters = 64 * 1024;

/** Where a report goes: the standard output, or a file that appears whole or not at all. Reports end with a line end. */
export class LintOutput {
  private pending = '';

  private constructor(
    private readonly writer: StreamLinesWriter | JsonLinesWriter,
    readonly isFile: boolean,
  ) {}

  /** Rejects with OutputError when the folder is missing or may not be written. */
  private static async open(out: string | undefined): Promise<LintOutput> {
    return out === undefined ? new LintOutput(new StreamLinesWriter(process.stdout), false) : new LintOutput(await JsonLinesWriter.create(out), true);
  }

  /** Opens it for `write`, and leaves no half-written file when that fails. */
  static async during<Result>(out: string | undefined, write: (output: LintOutput) => Promise<Result>): Promise<Result> {
    const output = await LintOutput.open(out);
    try {
      return await write(output);
    } catch (error) {
      await output.discard();
      throw error;
    }
  }

  /** False when nobody reads any more. Rejects with OutputError. */
  async write(text: string): Promise<boolean> {
    this.pending += text;
    return this.pending.length < bufferCharacters || this.flush();
  }

  /** Sends what is there up to the last line end. */
  async flush(): Promise<boolean> {
    const end = this.pending.lastIndexOf('\n');
    if (end === -1) return true;
    const lines = this.pending.slice(0, end);
    this.pending = this.pending.slice(end + 1);
    return this.writer.writeText(lines);
  }

  async close(): Promise<void> {
    await this.flush();
    await this.writer.close();
  }

  private async discard(): Promise<void> {
    if (this.writer instanceof JsonLinesWriter) await this.writer.discard();
  }
}
