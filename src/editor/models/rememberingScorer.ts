import { pairContentKey } from '../../core/dataset/pairContentKey';
import type { CancellationSignal, EvaluationOutcome, EvaluationRequest, ModelSetIdentity, Scorer } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';

/** Pairs that the panel was on last; each may hold thousands of tokens. */
const capacity = 24;

/** Remembers the last pairs with their tokens, so that stepping back, or another beta, asks no model. For one model set. */
export class RememberingScorer implements Scorer {
  private readonly known = new Map<string, PairEvaluation>();

  constructor(readonly scorer: Scorer) {}

  identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    return this.scorer.identify(signal);
  }

  async *evaluate(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal?: CancellationSignal,
  ): AsyncGenerator<EvaluationOutcome> {
    for await (const request of requests) {
      const name = pairContentKey(request.texts);
      const evaluation = this.known.get(name);
      if (evaluation && (!request.pooled || evaluation.stateDifference !== undefined)) yield { key: request.key, evaluation };
      else yield* this.ask(name, request, signal);
    }
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }

  private async *ask(name: string, request: EvaluationRequest, signal: CancellationSignal | undefined): AsyncGenerator<EvaluationOutcome> {
    for await (const outcome of this.scorer.evaluate([request], signal)) {
      if ('evaluation' in outcome) this.remember(name, outcome.evaluation);
      yield outcome;
    }
  }

  private remember(name: string, evaluation: PairEvaluation): void {
    const oldest = this.known.keys().next();
    if (this.known.size >= capacity && !oldest.done) this.known.delete(oldest.value);
    this.known.set(name, evaluation);
  }
}
