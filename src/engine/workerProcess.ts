import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';

import type { Log } from '../core/ports';
import type { FromWorker, ToWorker } from './worker/protocol';

/** Lower than the editor's own processes, so that typing comes first. */
const backgroundPriority = 10;
/** The weights are mapped, not on the heap; what is, is tokenizers and one row at a time. */
const heapMegabytes = 2048;

export interface WorkerProcessEvents {
  readonly onMessage: (message: FromWorker) => void;
  /** Called once, however the process ended. `how` is fit for a log. */
  readonly onExit: (how: string) => void;
}

/** One life of the inference process. */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private ended = false;

  constructor(workerFile: string, background: boolean, log: Log, events: WorkerProcessEvents) {
    this.child = fork(workerFile, [], {
      // Structured clone: a tenth of the time of JSON for arrays of numbers.
      serialization: 'advanced',
      // Not the parent's: an inspector port of the extension host is taken.
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (data: Buffer) => log.warn(`inference process: ${data.toString('utf8').trimEnd().slice(0, 2000)}`));
    this.child.on('message', (message) => {
      if (!this.ended) events.onMessage(message as FromWorker);
    });
    this.child.on('exit', (code, signal) => this.end(events, signal ? `killed by ${signal}` : `exit code ${String(code)}`));
    this.child.on('error', (error) => this.end(events, error.message));
    if (background) this.lowerPriority(log);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  send(message: ToWorker): void {
    // A send that fails because the process is gone is answered by onExit.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  /** The only way to stop a run of ONNX Runtime, which takes no other request meanwhile. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Lets the parent exit while the process is idle. */
  setReferenced(referenced: boolean): void {
    if (referenced) {
      this.child.ref();
      this.child.channel?.ref();
    } else {
      this.child.unref();
      this.child.channel?.unref();
    }
  }

  private end(events: WorkerProcessEvents, how: string): void {
    if (this.ended) return;
    this.ended = true;
    events.onExit(how);
  }

  private lowerPriority(log: Log): void {
    try {
      if (this.child.pid !== undefined) setPriority(this.child.pid, backgroundPriority);
    } catch (error) {
      log.warn(`the inference process keeps its priority: ${String(error)}`);
    }
  }
}
