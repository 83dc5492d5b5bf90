import type { CancellationSignal, EvaluationOutcome, EvaluationRequest, ModelSetIdentity, Scorer } from '../core/ports';

/** Says in the place of an answer that the models were not asked. */
export const notAskedMessage = 'not asked';

/** A scorer that asks no model: with it, scoring gives again what the store knows and nothing else. */
export class KnownOnlyScorer implements Scorer {
  constructor(private readonly scorer: Scorer) {}

  identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    return this.scorer.identify(signal);
  }

  async *evaluate(requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>): AsyncGenerator<EvaluationOutcome> {
    for await (const { key } of requests) yield { key, failure: { code: 'inference-failed', message: notAskedMessage } };
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
