import type { CancellationSignal, EvaluationOutcome, EvaluationRequest, ModelSetIdentity, Scorer } from '../../core/ports';

/** Passes everything on and counts the rows that really went to the models. */
export class CountingScorer implements Scorer {
  constructor(
    private readonly scorer: Scorer,
    private readonly onRequest: () => void,
  ) {}

  identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    return this.scorer.identify(signal);
  }

  evaluate(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal?: CancellationSignal,
  ): AsyncIterable<EvaluationOutcome> {
    return this.scorer.evaluate(this.counted(requests), signal);
  }

  dispose(): Promise<void> {
    return this.scorer.dispose();
  }

  private async *counted(requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>): AsyncGenerator<EvaluationRequest> {
    for await (const request of requests) {
      this.onRequest();
      yield request;
    }
  }
}
