import { ModelRefusedError } from '../../core/errors';
import type { EvaluationFailure } from '../../core/ports';
import { ModelSet } from '../model/modelSet';
import { toWorkerSchema, type FromWorker, type ToWorker } from './protocol';

/**
 * The inference process. ONNX Runtime blocks its thread and can take the process down with it, so it lives here and
 * nowhere else; the client restarts what dies.
 */
class Worker {
  private models: ModelSet | undefined;
  private readonly queue: Extract<ToWorker, { type: 'evaluate' }>[] = [];
  /** Asked for before the models were loaded. */
  private waitingViews: Extract<ToWorker, { type: 'viewTokens' }>[] = [];
  private busy = false;

  receive(raw: unknown): void {
    const message = toWorkerSchema.parse(raw);
    if (message.type === 'load') void this.load(message.options);
    else if (message.type === 'forget') this.forget(message.id);
    else if (message.type === 'viewTokens') this.view(message);
    else {
      this.queue.push(message);
      void this.work();
    }
  }

  private async load(options: Parameters<typeof ModelSet.load>[0]): Promise<void> {
    try {
      this.models = await ModelSet.load(options);
      send({ type: 'loaded', identity: this.models.identity, stamps: this.models.stamps });
      for (const request of this.waitingViews.splice(0)) this.view(request);
      void this.work();
    } catch (error) {
      const folder = ModelRefusedError.is(error) ? error.folder : options.policy;
      send({ type: 'refused', folder, message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Not queued behind the rows: it takes no model, so it is answered between two of their steps. */
  private view(request: Extract<ToWorker, { type: 'viewTokens' }>): void {
    if (!this.models) this.waitingViews.push(request);
    else send({ type: 'viewedTokens', id: request.id, result: viewTokens(this.models, request) });
  }

  private forget(id: number): void {
    const index = this.queue.findIndex((request) => request.id === id);
    if (index >= 0) this.queue.splice(index, 1);
  }

  private async work(): Promise<void> {
    if (this.busy || !this.models) return;
    this.busy = true;
    for (let request = this.queue.shift(); request; request = this.queue.shift()) {
      send({ type: 'started', id: request.id });
      const result = await evaluate(this.models, request);
      // Asked after the work: what was read until then was of the version that was loaded.
      if (this.models.isReplaced) return send({ type: 'replaced' });
      send({ type: 'evaluated', id: request.id, result });
      // A turn of the event loop, so that "forget" is read between rows.
      await new Promise(setImmediate);
    }
    this.busy = false;
  }
}

async function evaluate(models: ModelSet, request: Extract<ToWorker, { type: 'evaluate' }>) {
  try {
    return await models.evaluate(request);
  } catch (error) {
    // A defect of ours on one row must not cost the others.
    const failure: EvaluationFailure = { code: 'inference-failed', message: `This pair could not be scored: ${String(error).slice(0, 300)}` };
    return failure;
  }
}

function viewTokens(models: ModelSet, { texts, convention }: Extract<ToWorker, { type: 'viewTokens' }>) {
  try {
    return models.viewTokens(texts, convention);
  } catch (error) {
    const failure: EvaluationFailure = { code: 'inference-failed', message: `This pair could not be encoded: ${String(error).slice(0, 300)}` };
    return failure;
  }
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
