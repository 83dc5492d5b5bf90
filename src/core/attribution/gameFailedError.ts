import type { GameFailure } from './promptGame';

/** A game that was opened and cannot be played on: one plain sentence says why. What is known of it stays known. */
export class GameFailedError extends Error {
  override readonly name = 'GameFailedError';
  readonly code: GameFailure['code'];

  constructor({ code, message }: GameFailure) {
    super(message);
    this.code = code;
  }

  /** Survives bundling and process boundaries, where instanceof does not. */
  static is(error: unknown): error is GameFailedError {
    return error instanceof Error && error.name === 'GameFailedError';
  }
}
