import { AtomicFile, type OpenFile } from './export/atomicFile';
import type { LineWriter } from './lineWriter';

const bufferCharacters = 64 * 1024;

/** JSON Lines into a file that appears whole or not at all (see AtomicFile). */
export class JsonLinesWriter implements LineWriter {
  private pending = '';
  /** Bytes of complete lines in the file; after a failed write it may hold more. */
  private complete = 0;
  private flushed: Promise<void> = Promise.resolve();

  private constructor(private readonly file: AtomicFile) {}

  /** Rejects with OutputError when the folder is missing or may not be written. `openFile` is for tests. */
  static async create(path: string, openFile?: OpenFile): Promise<JsonLinesWriter> {
    return new JsonLinesWriter(await AtomicFile.create(path, openFile));
  }

  write(value: object): Promise<boolean> {
    return this.writeText(JSON.stringify(value));
  }

  async writeText(line: string): Promise<boolean> {
    this.pending += `${line}\n`;
    if (this.pending.length >= bufferCharacters) await this.flush();
    return true;
  }

  /** Puts the file in its place. On failure the temporary file stays for `keepPartial` or `discard`. */
  async close(): Promise<void> {
    if (this.file.isDone) return;
    await this.flush();
    await this.file.commit();
  }

  /**
   * For an interruption: keeps the complete lines written so far and returns the path where they are. That is the target where
   * none existed before, else the target's name with `.partial`: an earlier, complete result is not lost to half a new one.
   */
  async keepPartial(): Promise<string> {
    const { file } = this;
    if (file.isDone) return file.target;
    await this.flush().catch(() => undefined);
    const kept = file.targetExists && !file.isDirect ? `${file.target}.partial` : file.target;
    await file.truncate(this.complete);
    await file.commit(kept);
    return kept;
  }

  /** Forgets what was written; the target stays as it was. */
  async discard(): Promise<void> {
    if (this.file.isDone) return;
    await this.flushed.catch(() => undefined);
    await this.file.discard();
  }

  private flush(): Promise<void> {
    const bytes = Buffer.from(this.pending, 'utf8');
    this.pending = '';
    this.flushed = this.flushed.then(() =>
      this.file.write(bytes, (written) => {
        // After a failure half-way, lines up to the last line end are whole.
        this.complete += bytes.subarray(0, written).lastIndexOf(0x0a) + 1;
      }),
    );
    return this.flushed;
  }
}
