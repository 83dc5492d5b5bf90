import { Worker } from 'node:worker_threads';

import { FileChangedError, UnreadableFileError } from '../../core/errors';
import type { FileBytes } from '../fileBytes';
import type { ParquetDecoder, ParquetRows } from './parquetRows';
import type { ParquetReply, ParquetWorkerData } from './parquetWorkerProtocol';

/** A part that takes longer is hostile or damaged: honest ones take a second. */
const patienceMilliseconds = 60_000;
const heapMegabytes = 1024;

interface Waiting {
  readonly row: number;
  readonly resolve: (rows: ParquetRows) => void;
  readonly reject: (error: Error) => void;
}

/** Decodes Parquet in a thread of its own: a damaged file that takes endless time or memory costs one row, and the window stays responsive. */
export class ParquetWorker implements ParquetDecoder {
  private worker: Worker | undefined;
  private queue: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly workerFile: string,
    private readonly bytes: FileBytes,
  ) {}

  rowsAround(row: number): Promise<ParquetRows> {
    return new Promise((resolve, reject) => {
      this.queue.push({ row, resolve, reject });
      if (this.queue.length === 1) this.ask();
    });
  }

  async close(): Promise<void> {
    const { worker, queue } = this;
    this.queue = [];
    this.stop();
    for (const { reject } of queue) reject(new FileChangedError(`${this.bytes.userPath} was closed while it was being read.`));
    await worker?.terminate();
  }

  /** One at a time, so that it is known which part is to blame. */
  private ask(): void {
    const next = this.queue[0];
    if (next === undefined) return;
    this.worker ??= this.start();
    this.timer = setTimeout(() => this.giveUp('it takes longer than a minute'), patienceMilliseconds);
    this.timer.unref();
    this.worker.ref();
    this.worker.postMessage(next.row);
  }

  private start(): Worker {
    const workerData: ParquetWorkerData = { path: this.bytes.path };
    const worker = new Worker(this.workerFile, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
    worker.on('message', (reply: ParquetReply) => {
      if (worker === this.worker) this.settle(reply);
    });
    const onFailure = (error: unknown): void => {
      if (worker === this.worker) this.giveUp(error instanceof Error ? error.message : String(error));
    };
    worker.on('error', onFailure);
    worker.on('exit', (code) => onFailure(`its thread ended with status ${String(code)}`));
    return worker;
  }

  private settle(reply: ParquetReply): void {
    clearTimeout(this.timer);
    const waiting = this.queue.shift();
    // A thread that has nothing to do must not keep the process alive.
    this.worker?.unref();
    if (reply.kind === 'rows') waiting?.resolve(reply.rows);
    else waiting?.reject(reply.kind === 'changed' ? new FileChangedError(reply.message) : new UnreadableFileError(reply.message));
    this.ask();
  }

  /** The row that was asked for cannot be decoded; those around it may be. */
  private giveUp(reason: string): void {
    this.stop();
    const waiting = this.queue.shift();
    if (waiting !== undefined) {
      const rows: ParquetRows['rows'] = [{ kind: 'damaged', reason: `Row ${String(waiting.row)} of the Parquet file cannot be decoded (${reason}); fetch the file again.` }];
      waiting.resolve({ first: waiting.row, rows });
    }
    this.ask();
  }

  private stop(): void {
    clearTimeout(this.timer);
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
  }
}
