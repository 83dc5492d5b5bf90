import type { Coalition } from '../../../core/attribution/coalition';
import type { CoalitionLogProbabilities, GameHost, GameOpening, GameRequest, OpenGame } from '../../../core/attribution/promptGame';
import type { CancellationSignal } from '../../../core/ports';
import type { GameAnswer, GameError, GameQuestion } from './threadProtocol';

/** Answers to one question as they come; the reader waits for the next. */
class AnswerQueue {
  private readonly waiting: GameAnswer[] = [];
  private wake: (() => void) | null = null;

  push(answer: GameAnswer): void {
    this.waiting.push(answer);
    this.wake?.();
  }

  async next(): Promise<GameAnswer> {
    for (;;) {
      const answer = this.waiting.shift();
      if (answer) return answer;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** A game host whose models are elsewhere: every question goes out as a message, and answers come back by number. */
export class RelayedGameHost implements GameHost {
  private readonly queues = new Map<number, AnswerQueue>();
  private nextId = 0;

  constructor(private readonly ask: (question: GameQuestion) => void) {}

  receive(answer: GameAnswer): void {
    this.queues.get(answer.id)?.push(answer);
  }

  async openGame(request: GameRequest, signal?: CancellationSignal): Promise<OpenGame> {
    const id = this.nextId++;
    for await (const answer of this.answers(id, { type: 'openGame', id, request }, signal)) {
      if (answer.type === 'gameOpened') return this.open(answer.game, answer.opening);
    }
    throw errorFrom({ name: 'CancelledError', message: 'Opening the prompt was stopped.' });
  }

  private open(game: number, opening: GameOpening): OpenGame {
    return {
      opening,
      evaluate: (coalitions, signal) => this.evaluate(game, coalitions, signal),
      close: () => this.ask({ type: 'closeGame', game }),
    };
  }

  private async *evaluate(game: number, coalitions: readonly Coalition[], signal: CancellationSignal | undefined): AsyncGenerator<CoalitionLogProbabilities, void, void> {
    if (coalitions.length === 0 || signal?.aborted === true) return;
    const id = this.nextId++;
    for await (const answer of this.answers(id, { type: 'evaluate', id, game, coalitions }, signal)) {
      if (answer.type === 'evaluated') yield* answer.results;
    }
  }

  /** Until the question is answered to the end; stopping asks for that end, so that what is under way still comes. */
  private async *answers(id: number, question: GameQuestion, signal: CancellationSignal | undefined): AsyncGenerator<GameAnswer, void, void> {
    const queue = new AnswerQueue();
    const cancel = (): void => this.ask({ type: 'cancel', id });
    this.queues.set(id, queue);
    this.ask(question);
    signal?.addEventListener('abort', cancel);
    let ended = false;
    try {
      while (!ended) {
        const answer = await queue.next();
        ended = answer.type === 'ended' || answer.type === 'failed' || answer.type === 'gameOpened';
        if (answer.type === 'failed') throw errorFrom(answer.error);
        if (answer.type !== 'ended') yield answer;
      }
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.queues.delete(id);
      // The reader left early: nobody waits for the rest.
      if (!ended) cancel();
    }
  }
}

function errorFrom({ name, message }: GameError): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
