import type { AtomicFile } from './atomicFile';

const bufferCharacters = 256 * 1024;

/** Text on its way into a file, in pieces of some size. */
export class BufferedText {
  private parts: string[] = [];
  private characters = 0;

  constructor(private readonly file: AtomicFile) {}

  async add(text: string): Promise<void> {
    this.parts.push(text);
    this.characters += text.length;
    if (this.characters >= bufferCharacters) await this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.from(this.parts.join(''), 'utf8');
    this.parts = [];
    this.characters = 0;
    await this.file.write(bytes);
  }
}
