import { emptyCoalition, type Coalition } from '../../core/attribution/coalition';
import { GameFailedError } from '../../core/attribution/gameFailedError';
import type { GameFailure, GameOpening, GameRequest, GameToken, PromptPiece } from '../../core/attribution/promptGame';
import { pinned } from '../../core/attribution/tokenOwners';
import type { EncodedSequence } from '../conventions/encodedPair';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import { encodeGame, promptMessages, type GameEncoder } from './encodeGame';
import { deleteTokens, maskTokens, replaceTexts, type OwnedPrompt, type PromptsOf } from './removals';
import { placeTokens, tokenPieces, type TokenPlaces } from './userText';

/** A response as tokens, behind a prompt that holds at least one. */
export interface GameSequence {
  readonly prompt: readonly number[];
  readonly completion: readonly number[];
}

/** What has to be computed for a coalition, before any model runs. */
export interface PromptGamePlan {
  readonly opening: Omit<GameOpening, 'hasReference'>;
  /** One a response. Throws GameFailedError where the prompt cannot be encoded so. */
  sequencesOf(coalition: Coalition): readonly GameSequence[];
}

/** Encodes the prompt with its responses and finds the tokens of each player, or says why there is no such game. */
export function planPromptGame(encoder: GameEncoder, request: GameRequest): PromptGamePlan | GameFailure {
  const refusal = refusalOf(request);
  if (refusal !== null) return notPlayable(refusal);
  const sequences = encodeGame(encoder, request.texts);
  if ('code' in sequences) return sequences;
  const places = sequences.map((sequence, response) => placeTokens(encoder, request.texts, response, sequence));
  const players = request.players === 'token' ? tokenPieces(places[0] ?? [], promptMessages(request.texts).length) : request.players;
  const prompts = sequences.map((sequence, response) => ownedPrompt(sequence, places[response] ?? [], players));
  const promptsOf = removalOf(encoder, { ...request, players }, prompts);
  if (typeof promptsOf !== 'function') return promptsOf;
  const opening = openingOf(encoder.tokenizer, sequences, players, prompts);
  return checked(new Plan(encoder, opening, sequences, promptsOf), players.length);
}

class Plan implements PromptGamePlan {
  private readonly completions: readonly (readonly number[])[];
  /** Players without a token count as present: whatever becomes of the others, they make no difference. */
  private readonly isIdle: readonly boolean[];

  constructor(
    private readonly encoder: GameEncoder,
    readonly opening: Omit<GameOpening, 'hasReference'>,
    sequences: readonly EncodedSequence[],
    private readonly promptsOf: PromptsOf,
  ) {
    this.completions = sequences.map(({ ids, promptLength }) => ids.slice(promptLength));
    this.isIdle = opening.playerTokens.map((tokens) => tokens === 0);
  }

  sequencesOf(coalition: Coalition): readonly GameSequence[] {
    if (coalition.length !== this.isIdle.length) throw new RangeError(`${String(this.isIdle.length)} players expected, not ${String(coalition.length)}`);
    const prompts = this.promptsOf(coalition.map((present, player) => (this.isIdle[player] === true ? 1 : present)));
    return this.completions.map((completion, response) => {
      const prompt = this.begun(prompts[response] ?? []);
      this.checkLength(prompt.length + completion.length);
      return { prompt, completion };
    });
  }

  /** A model says nothing of a first token: where nothing else is left before the response, the mark of a beginning stands there. */
  private begun(prompt: readonly number[]): readonly number[] {
    if (prompt.length > 0) return prompt;
    const { bosToken, eosToken } = this.encoder.tokenizer;
    const begin = bosToken ?? eosToken;
    if (begin) return [begin.id];
    throw new GameFailedError(notPlayable('Nothing of the prompt is left when every unit is removed, and this tokenizer has no token for the beginning of a text; leave a part of the prompt out of the units, or replace them instead of deleting'));
  }

  private checkLength(tokens: number): void {
    const { maxLength } = this.encoder.options;
    if (tokens <= maxLength) return;
    throw new GameFailedError({ code: 'prompt-fills-max-length', message: `With replaced texts prompt and response have ${String(tokens)} tokens, more than the maximal length of ${String(maxLength)}; take shorter texts.` });
  }
}

/** What fails for every coalition alike is said before one is evaluated. */
function checked(plan: PromptGamePlan, players: number): PromptGamePlan | GameFailure {
  try {
    plan.sequencesOf(emptyCoalition(players));
    return plan;
  } catch (error) {
    if (GameFailedError.is(error)) return { code: error.code, message: error.message };
    throw error;
  }
}

function ownedPrompt({ ids, promptLength }: EncodedSequence, places: TokenPlaces, players: readonly PromptPiece[]): OwnedPrompt {
  return {
    ids: ids.slice(0, promptLength),
    owners: places.map((place) => {
      if (place === null) return pinned;
      const { piece, anchor } = place;
      return players.findIndex(({ message, start, end }) => message === piece.message && start <= anchor && anchor < end);
    }),
  };
}

function removalOf(encoder: GameEncoder, { texts, players, removal }: GameRequest & { readonly players: readonly PromptPiece[] }, prompts: readonly OwnedPrompt[]): PromptsOf | GameFailure {
  switch (removal.kind) {
    case 'delete':
      return deleteTokens(prompts);
    case 'mask': {
      const mask = maskOf(encoder.tokenizer, removal.token);
      return typeof mask === 'string' ? notPlayable(mask) : maskTokens(prompts, mask);
    }
    case 'delete-text':
      return replaceTexts(encoder, texts, players, []);
    case 'baseline':
      if (removal.texts.length === players.length) return replaceTexts(encoder, texts, players, removal.texts);
      return notPlayable(`There are ${String(removal.texts.length)} baseline texts for ${String(players.length)} units; give one a unit`);
  }
}

/** The token, or why there is none. */
function maskOf(tokenizer: TextTokenizer, token: string | null): number | string {
  if (token === null) return tokenizer.maskToken?.id ?? 'This tokenizer has no mask, unknown or padding token; name the token to put in the place of removed ones';
  return tokenizer.tokenId(token) ?? `The text ${JSON.stringify(token.slice(0, 40))} is not one token of this tokenizer; name one that is, such as "_" or a special token`;
}

function openingOf(tokenizer: TextTokenizer, sequences: readonly EncodedSequence[], players: readonly PromptPiece[], prompts: readonly OwnedPrompt[]): Omit<GameOpening, 'hasReference'> {
  const counts = prompts.map(({ owners }) => {
    const tokens = new Int32Array(players.length);
    for (const owner of owners) if (owner !== pinned) tokens[owner] = (tokens[owner] ?? 0) + 1;
    return tokens;
  });
  return {
    players,
    playerTokens: players.map((_, player) => Math.max(0, ...counts.map((tokens) => tokens[player] ?? 0))),
    promptTokens: sequences[0]?.promptLength ?? 0,
    responses: sequences.map((sequence) => responseTokens(tokenizer, sequence)),
  };
}

function responseTokens(tokenizer: TextTokenizer, { ids, promptLength, tokens }: EncodedSequence): readonly GameToken[] {
  return tokens.map(({ start, end, special }, index) => {
    const id = ids[promptLength + index] ?? 0;
    return { id, text: tokenizer.tokenText(id), start, end, special };
  });
}

/** A reason against the game as it is asked for, or null. */
function refusalOf({ texts, players }: GameRequest): string | null {
  if (texts.responses.length === 0) return 'There is no response whose probability could be asked for; give at least one';
  if (players === 'token') return null;
  const messages = promptMessages(texts);
  let [message, end] = [0, 0];
  for (const piece of players) {
    if (piece.message > message) [message, end] = [piece.message, 0];
    const isInText = piece.end <= (messages[piece.message]?.content.length ?? -1);
    if (piece.message < message || piece.start < end || piece.end < piece.start || !isInText) return 'The units of the prompt overlap, are out of order or lie outside its text; mark them again';
    end = piece.end;
  }
  return null;
}

function notPlayable(reason: string): GameFailure {
  return { code: 'not-playable', message: `${reason}.` };
}
