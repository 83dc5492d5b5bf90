import type { GameHost, OpenGame } from '../../../core/attribution/promptGame';
import { errorOf, type GameAnswer, type GameQuestion } from './threadProtocol';

/** The other end of RelayedGameHost: plays the games that a thread asks for, with the models of the editor. */
export class GameRelay {
  private readonly games = new Map<number, OpenGame>();
  private readonly questions = new Map<number, AbortController>();
  private nextGame = 0;
  private isDisposed = false;

  constructor(
    private readonly host: GameHost,
    private readonly answer: (answer: GameAnswer) => void,
    private readonly onEvaluated: (count: number) => void,
  ) {}

  receive(question: GameQuestion): void {
    if (question.type === 'cancel') this.questions.get(question.id)?.abort();
    else if (question.type === 'closeGame') this.close(question.game);
    else void this.run(question);
  }

  /** Gives up whatever is under way. */
  dispose(): void {
    this.isDisposed = true;
    for (const question of this.questions.values()) question.abort();
    for (const game of this.games.keys()) this.close(game);
  }

  private async run(question: Extract<GameQuestion, { id: number; type: 'openGame' | 'evaluate' }>): Promise<void> {
    const { id } = question;
    const controller = new AbortController();
    this.questions.set(id, controller);
    try {
      if (question.type === 'openGame') await this.open(question, controller.signal);
      else await this.evaluate(question, controller.signal);
    } catch (error) {
      this.tell({ type: 'failed', id, error: errorOf(error) });
    } finally {
      this.questions.delete(id);
    }
  }

  private async open({ id, request }: Extract<GameQuestion, { type: 'openGame' }>, signal: AbortSignal): Promise<void> {
    const opened = await this.host.openGame(request, signal);
    if ('code' in opened) return this.tell({ type: 'failed', id, error: { name: 'AttributionRefusedError', message: opened.message } });
    if (this.isDisposed) return opened.close();
    const game = this.nextGame++;
    this.games.set(game, opened);
    this.tell({ type: 'gameOpened', id, game, opening: opened.opening });
  }

  private async evaluate({ id, game, coalitions }: Extract<GameQuestion, { type: 'evaluate' }>, signal: AbortSignal): Promise<void> {
    const open = this.games.get(game);
    if (open) {
      for await (const result of open.evaluate(coalitions, signal)) {
        this.onEvaluated(1);
        this.tell({ type: 'evaluated', id, results: [result] });
      }
    }
    this.tell({ type: 'ended', id });
  }

  private close(game: number): void {
    this.games.get(game)?.close();
    this.games.delete(game);
  }

  private tell(answer: GameAnswer): void {
    if (!this.isDisposed) this.answer(answer);
  }
}
