import { Transform } from 'node:stream';
import { TextDecoder } from 'node:util';

import { UnreadableFileError } from '../core/errors';

export type Utf16Encoding = 'utf-16le' | 'utf-16be';

/** From UTF-16 to UTF-8, without the byte order mark. Fails on what is no character rather than put another in its place. */
export class Utf16Decoder extends Transform {
  private readonly decoder: TextDecoder;

  constructor(
    encoding: Utf16Encoding,
    private readonly path: string,
  ) {
    super();
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.decode(done, chunk);
  }

  override _flush(done: (error: Error | null, chunk?: Buffer) => void): void {
    this.decode(done);
  }

  private decode(done: (error: Error | null, chunk?: Buffer) => void, chunk?: Buffer): void {
    try {
      done(null, Buffer.from(this.decoder.decode(chunk, { stream: chunk !== undefined }), 'utf8'));
    } catch {
      done(new UnreadableFileError(`${this.path} is UTF-16 with characters cut in half; save it as UTF-8 with the program it comes from.`));
    }
  }
}
