import type { Writable } from 'node:stream';

import type { LineWriter } from './lineWriter';
import { OutputError } from './outputError';
import { systemErrorCode } from './systemErrorCode';

/** JSON Lines into a stream (standard output), no faster than it is read. A reader that leaves (`| head`) is no error. */
export class StreamLinesWriter implements LineWriter {
  private failure: unknown;
  private waiting: (() => void)[] = [];

  /** `target` names the stream in error messages. The stream itself is not closed. */
  constructor(
    private readonly stream: Writable,
    private readonly target = 'The standard output',
  ) {
    stream.on('error', this.onError);
    stream.on('close', this.onWake);
    stream.on('drain', this.onWake);
  }

  write(value: object): Promise<boolean> {
    return this.writeText(JSON.stringify(value));
  }

  async writeText(line: string): Promise<boolean> {
    if (this.isOpen() && !this.stream.write(`${line}\n`)) await this.untilDrained();
    return this.isOpen();
  }

  /** Resolves when the stream has taken everything. */
  async close(): Promise<void> {
    if (this.isOpen()) await new Promise<void>((resolve) => this.stream.write('', () => { resolve(); }));
    this.stream.off('close', this.onWake);
    this.stream.off('drain', this.onWake);
    // The error handler stays: an error that comes late would end the process.
    this.isOpen();
  }

  private readonly onError = (error: unknown): void => {
    this.failure ??= error;
    this.onWake();
  };

  private readonly onWake = (): void => {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  };

  /** False when the reader has left; throws when writing failed otherwise. */
  private isOpen(): boolean {
    const code = systemErrorCode(this.failure);
    if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return false;
    if (this.failure !== undefined) throw new OutputError(this.target, this.failure);
    return !this.stream.destroyed && this.stream.writable;
  }

  private untilDrained(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }
}
