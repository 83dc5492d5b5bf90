import { CancelledError } from '../../core/errors';

/**
 * The scoring of one file as long as somebody wants it: the run in it may be begun anew, when the file or a setting changed,
 * and those who wait for the job then wait for that.
 */
export class ScoringJob {
  /** Settled when a run reached its end; rejected with what stopped it. */
  readonly done: Promise<void>;
  private abort = new AbortController();
  private restartWanted = false;
  private stopped = false;

  constructor(
    private known: boolean,
    private readonly run: (signal: AbortSignal, knownOnly: boolean) => Promise<void>,
  ) {
    this.done = this.repeat();
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  /** True when it only gives again what is known, without a model. */
  get knownOnly(): boolean {
    return this.known;
  }

  restart(knownOnly: boolean): void {
    this.known = knownOnly;
    this.restartWanted = true;
    this.abort.abort();
  }

  stop(): void {
    this.stopped = true;
    this.abort.abort();
  }

  private async repeat(): Promise<void> {
    do {
      this.restartWanted = false;
      this.abort = new AbortController();
      try {
        await this.run(this.abort.signal, this.known);
      } catch (error) {
        if (this.stopped || !this.restartWanted) throw this.stopped ? new CancelledError('Scoring was stopped.') : error;
      }
    } while (this.restartWanted && !this.stopped);
  }
}
