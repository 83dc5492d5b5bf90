import { Worker } from 'node:worker_threads';

import type { GameHost } from '../../core/attribution/promptGame';
import { GameRelay } from './thread/gameRelay';
import type { FromThread, ThreadCommand, ThreadEvent, ToThread } from './thread/threadProtocol';

/** The thread itself is gone, not only a wish refused; the message is why, for threadProblem to put into a sentence. */
export const threadErrorName = 'AttributionThreadError';

/** Coalitions of a long prompt and the matrices of an estimate. */
const heapMegabytes = 1024;

/**
 * One attribution in a thread of its own, whose questions to the models are passed on. A thread that dies says so once;
 * what it knew is gone with it.
 */
export class AttributionThread {
  private readonly worker: Worker;
  private readonly relay: GameRelay;
  private isOver = false;

  constructor(
    workerFile: string,
    host: GameHost,
    private readonly onEvent: (event: ThreadEvent) => void,
    onEvaluated: (count: number) => void,
  ) {
    this.worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
    this.relay = new GameRelay(host, (answer) => this.post(answer), onEvaluated);
    this.worker.on('message', (message: FromThread) => this.receive(message));
    this.worker.on('error', (error) => this.died(error.message));
    this.worker.on('exit', (code) => this.died(`it ended with status ${String(code)}`));
  }

  send(command: ThreadCommand): void {
    this.post(command);
  }

  /** Ends the thread whatever it is doing. */
  dispose(): void {
    this.isOver = true;
    this.relay.dispose();
    void this.worker.terminate();
  }

  private post(message: ToThread): void {
    if (!this.isOver) this.worker.postMessage(message);
  }

  private receive(message: FromThread): void {
    if (this.isOver) return;
    if (message.type === 'openGame' || message.type === 'evaluate' || message.type === 'cancel' || message.type === 'closeGame') this.relay.receive(message);
    else this.onEvent(message);
  }

  private died(reason: string): void {
    if (this.isOver) return;
    this.dispose();
    this.onEvent({ type: 'refused', error: { name: threadErrorName, message: reason } });
  }
}
