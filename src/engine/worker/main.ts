import { ModelRefusedError } from '../../core/errors';
import { ModelSet } from '../model/modelSet';
import { OpenGames } from './openGames';
import { toWorkerSchema, type FromWorker, type ToWorker } from './protocol';
import { openGameTask, playTask, rowTask, viewTokens, type Task } from './tasks';

type TaskRequest = Extract<ToWorker, { type: 'evaluate' | 'openGame' | 'play' }>;

interface Loaded {
  readonly models: ModelSet;
  readonly games: OpenGames;
}

/**
 * The inference process. ONNX Runtime blocks its thread and can take the process down with it, so it lives here and
 * nowhere else; the client restarts what dies.
 */
class Worker {
  private loaded: Loaded | undefined;
  /** Asked for before the models were loaded. */
  private waiting: ToWorker[] = [];
  /** Those whose turn comes; a task of several steps goes to the end after each. */
  private queue: Task[] = [];
  private readonly begun = new Set<number>();
  private current: number | undefined;
  private busy = false;

  receive(raw: unknown): void {
    const message = toWorkerSchema.parse(raw);
    if (message.type === 'load') void this.load(message.options);
    else if (message.type === 'forget') this.forget(message.id);
    else if (this.loaded) this.take(message, this.loaded);
    else this.waiting.push(message);
  }

  private async load(options: Parameters<typeof ModelSet.load>[0]): Promise<void> {
    try {
      const models = await ModelSet.load(options);
      this.loaded = { models, games: new OpenGames(models) };
      send({ type: 'loaded', identity: models.identity, stamps: models.stamps, plan: models.lanePlan });
      for (const message of this.waiting.splice(0)) this.take(message, this.loaded);
    } catch (error) {
      const folder = ModelRefusedError.is(error) ? error.folder : options.policy;
      send({ type: 'refused', folder, message: error instanceof Error ? error.message : String(error) });
    }
  }

  private take(message: ToWorker, loaded: Loaded): void {
    switch (message.type) {
      case 'viewTokens':
        // Not queued behind the rows: it takes no model, so it is answered between two of their steps.
        return send({ type: 'viewedTokens', id: message.id, result: viewTokens(loaded.models, message) });
      case 'closeGame':
        return loaded.games.close(message.game);
      case 'evaluate':
      case 'openGame':
      case 'play':
        this.queue.push(taskOf(message, loaded));
        return void this.work(loaded.models);
    }
  }

  /** A task that was begun is answered, so that the client knows that it is over; one whose step runs, after the step. */
  private forget(id: number): void {
    this.waiting = this.waiting.filter((message) => !('id' in message) || message.id !== id);
    const task = this.queue.find((one) => one.id === id);
    this.queue = this.queue.filter((one) => one !== task);
    if (task?.ended && this.begun.delete(id)) send(task.ended);
    if (this.current === id) this.begun.delete(id);
  }

  private async work(models: ModelSet): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let task = this.queue.shift(); task; task = this.queue.shift()) {
      this.current = task.id;
      this.begun.add(task.id);
      send({ type: 'started', id: task.id });
      const { answer, done } = await task.step();
      // Asked after the work: what was read until then was of the version that was loaded.
      if (models.isReplaced) return send({ type: 'replaced' });
      send(answer);
      // A turn of the event loop, so that "forget" is read between steps.
      await new Promise(setImmediate);
      this.putBack(task, done);
    }
    this.current = undefined;
    this.busy = false;
  }

  private putBack(task: Task, done: boolean): void {
    const forgotten = !this.begun.has(task.id);
    if (done) this.begun.delete(task.id);
    else if (!forgotten) this.queue.push(task);
    else if (task.ended) send(task.ended);
  }
}

function taskOf(message: TaskRequest, { models, games }: Loaded): Task {
  if (message.type === 'evaluate') return rowTask(models, message);
  return message.type === 'openGame' ? openGameTask(games, message) : playTask(games, message);
}

function send(message: FromWorker): void {
  process.send?.(message);
}

const worker = new Worker();
process.on('message', (message) => {
  worker.receive(message);
});
// A client that is gone leaves nobody to answer to.
process.on('disconnect', () => process.exit(0));
