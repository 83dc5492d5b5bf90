import type { CancellationSignal } from '../core/ports';

/** A promise that is settled from outside; nobody need wait for it. */
export class Settlement<T> {
  readonly promise: Promise<T>;
  private settled = false;
  private readonly onResolve: (value: T) => void;
  private readonly onReject: (error: Error) => void;

  constructor() {
    let settle: [(value: T) => void, (error: Error) => void] = [() => undefined, () => undefined];
    this.promise = new Promise<T>((resolve, reject) => (settle = [resolve, reject]));
    // Whoever asks gets the rejection; one that nobody waits for any more must not end the process.
    this.promise.catch(() => undefined);
    [this.onResolve, this.onReject] = settle;
  }

  get isSettled(): boolean {
    return this.settled;
  }

  resolve(value: T): void {
    this.settled = true;
    this.onResolve(value);
  }

  reject(error: Error): void {
    this.settled = true;
    this.onReject(error);
  }
}

/** The value, or undefined as soon as the signal is aborted. */
export async function orAborted<T>(value: Promise<T>, signal: CancellationSignal | undefined): Promise<T | undefined> {
  if (!signal) return value;
  let stop: () => void = () => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return signal.aborted ? undefined : await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
