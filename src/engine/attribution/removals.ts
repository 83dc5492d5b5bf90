import type { Coalition } from '../../core/attribution/coalition';
import { GameFailedError } from '../../core/attribution/gameFailedError';
import type { GameTexts, PromptPiece } from '../../core/attribution/promptGame';
import { pinned } from '../../core/attribution/tokenOwners';
import { encodeGame, promptMessages, withPrompt, type GameEncoder } from './encodeGame';

/** The prompt of each response under a coalition, as tokens. Throws GameFailedError. */
export type PromptsOf = (coalition: Coalition) => readonly (readonly number[])[];

/** A prompt with the player that each of its tokens belongs to. */
export interface OwnedPrompt {
  readonly ids: readonly number[];
  readonly owners: readonly number[];
}

/** Tokens of absent players are taken out; those that stay are those of the whole prompt. */
export function deleteTokens(prompts: readonly OwnedPrompt[]): PromptsOf {
  return (coalition) => prompts.map(({ ids, owners }) => ids.filter((_, token) => isPresent(coalition, owners[token])));
}

/** Tokens of absent players are replaced, one by one. */
export function maskTokens(prompts: readonly OwnedPrompt[], maskId: number): PromptsOf {
  return (coalition) => prompts.map(({ ids, owners }) => ids.map((id, token) => (isPresent(coalition, owners[token]) ? id : maskId)));
}

/** The text of absent players is replaced by another, and the prompt encoded anew. */
export function replaceTexts(encoder: GameEncoder, texts: GameTexts, pieces: readonly PromptPiece[], replacements: readonly string[]): PromptsOf {
  const messages = promptMessages(texts);
  return (coalition) => {
    const contents = messages.map(({ content }, message) => replaced(content, message, { pieces, replacements, coalition }));
    const encoded = encodeGame(encoder, withPrompt(texts, contents));
    if ('code' in encoded) throw new GameFailedError(encoded);
    return encoded.map(({ ids, promptLength }) => ids.slice(0, promptLength));
  };
}

interface Replacement {
  readonly pieces: readonly PromptPiece[];
  readonly replacements: readonly string[];
  readonly coalition: Coalition;
}

function replaced(content: string, message: number, { pieces, replacements, coalition }: Replacement): string {
  let [text, done] = ['', 0];
  for (const [player, piece] of pieces.entries()) {
    if (piece.message !== message || coalition[player] === 1) continue;
    text += content.slice(done, piece.start) + (replacements[player] ?? '');
    done = piece.end;
  }
  return text + content.slice(done);
}

function isPresent(coalition: Coalition, owner = pinned): boolean {
  return owner === pinned || coalition[owner] === 1;
}
