import type { GameFailure, GameRequest } from '../../core/attribution/promptGame';
import type { PromptPlayer } from '../attribution/promptPlayer';
import type { ModelSet } from '../model/modelSet';

/** Games that are kept open at once; one that was pushed out is opened again when it is asked for. */
const mostGames = 16;

/** The games of one process, by the numbers that the client gave them. */
export class OpenGames {
  /** The one used last comes last. */
  private readonly games = new Map<number, PromptPlayer>();

  constructor(private readonly models: ModelSet) {}

  get(game: number, request: GameRequest): PromptPlayer | GameFailure {
    const player = this.games.get(game) ?? this.models.openGame(request);
    if ('code' in player) return player;
    this.games.delete(game);
    this.games.set(game, player);
    for (const oldest of this.games.keys()) if (this.games.size > mostGames) this.games.delete(oldest);
    return player;
  }

  close(game: number): void {
    this.games.delete(game);
  }
}
