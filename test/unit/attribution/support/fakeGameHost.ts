import type { Coalition } from '../../../../src/core/attribution/coalition';
import type { CoalitionLogProbabilities, GameHost, GameOpening, GameRequest, GameTexts, GameToken, OpenGame, PromptPiece } from '../../../../src/core/attribution/promptGame';
import type { CancellationSignal, EvaluationFailure } from '../../../../src/core/ports';

export interface FakeGameOptions {
  readonly hasReference?: boolean;
  /** Words of the prompt, counted over all messages, behind which truncation cuts. */
  readonly keptWords?: number;
  /** Answers every opening. */
  readonly failure?: EvaluationFailure;
  /** Called before each coalition is evaluated. */
  readonly onEvaluate?: (count: number) => void | Promise<void>;
  /** Effect of a word on a response token, in nats; decided by their letters unless told. */
  readonly effect?: (word: string, token: string, model: 'policy' | 'reference') => number;
}

/**
 * A game without a model: every word is a token, words add to the log-probability of each response token, neighbours interact. The same
 * texts always give the same numbers.
 */
export class FakeGameHost implements GameHost {
  /** Coalitions evaluated, over all games. */
  evaluations = 0;
  readonly requests: GameRequest[] = [];
  open = 0;

  constructor(private readonly options: FakeGameOptions = {}) {}

  async openGame(request: GameRequest): Promise<OpenGame | EvaluationFailure> {
    this.requests.push(request);
    if (this.options.failure) return this.options.failure;
    this.open++;
    return new FakeGame(request, this.options, this);
  }
}

interface Word extends PromptPiece {
  readonly text: string;
}

class FakeGame implements OpenGame {
  readonly opening: GameOpening;
  private readonly words: readonly Word[];
  private readonly owners: readonly number[];

  constructor(
    private readonly request: GameRequest,
    private readonly options: FakeGameOptions,
    private readonly host: FakeGameHost,
  ) {
    const contents = contentsOf(request.texts);
    this.words = contents.flatMap((text, message) => wordsOf(text).map((word) => ({ ...word, message })));
    const players = request.players === 'token' ? this.words.map(({ message, start, end }) => ({ message, start, end })) : request.players;
    this.owners = this.words.map((word, index) => (index < (options.keptWords ?? Infinity) ? players.findIndex((piece) => owns(piece, word)) : -2));
    this.opening = {
      players,
      playerTokens: players.map((_, player) => this.owners.filter((owner) => owner === player).length),
      promptTokens: this.words.length,
      responses: responsesOf(request.texts).map(tokensOf),
      hasReference: options.hasReference ?? true,
    };
  }

  async *evaluate(coalitions: readonly Coalition[], signal?: CancellationSignal): AsyncGenerator<CoalitionLogProbabilities> {
    for (const coalition of coalitions) {
      if (signal?.aborted === true) return;
      await this.options.onEvaluate?.(this.host.evaluations);
      this.host.evaluations++;
      yield this.play(coalition);
    }
  }

  close(): void {
    this.host.open--;
  }

  private play(coalition: Coalition): CoalitionLogProbabilities {
    const present = this.words.flatMap((word, index) => this.seen(word, this.owners[index] ?? -2, coalition));
    const of = (model: 'policy' | 'reference') => this.opening.responses.map((tokens) => Float64Array.from(tokens, (token) => this.logProbability(present, token.text, model)));
    return { policy: of('policy'), reference: this.opening.hasReference ? of('reference') : null };
  }

  private seen(word: Word, owner: number, coalition: Coalition): readonly string[] {
    if (owner === -2) return [];
    if (owner < 0 || coalition[owner] === 1) return [word.text];
    const { removal } = this.request;
    if (removal.kind === 'mask') return ['_'];
    return removal.kind === 'baseline' ? wordsOf(removal.texts[owner] ?? '').map(({ text }) => text) : [];
  }

  private logProbability(present: readonly string[], token: string, model: 'policy' | 'reference'): number {
    const effect = this.options.effect ?? letterEffect;
    let sum = -4;
    for (const [index, word] of present.entries()) {
      const before = present[index - 1];
      sum += effect(word, token, model) + (before !== undefined && !this.options.effect ? 0.5 * letterEffect(before + word, token, model) : 0);
    }
    // Log-probabilities are never above 0.
    return -Math.log1p(Math.exp(-sum));
  }
}

function contentsOf(texts: GameTexts): readonly string[] {
  return texts.format === 'standard' ? [texts.prompt] : texts.prompt.map((message) => message.content);
}

function responsesOf(texts: GameTexts): readonly string[] {
  return texts.format === 'standard' ? texts.responses : texts.responses.map((messages) => messages.map((message) => message.content).join('\n\n'));
}

function wordsOf(text: string): readonly { readonly start: number; readonly end: number; readonly text: string }[] {
  return Array.from(text.matchAll(/\s*\S+/gu), (match) => ({ start: match.index, end: match.index + match[0].length, text: match[0].trim() }));
}

function tokensOf(response: string): readonly GameToken[] {
  const own = wordsOf(response).map(({ start, end, text }, id) => ({ id, text, start, end, special: false }));
  return [...own, { id: 99, text: '</s>', start: null, end: null, special: true }];
}

function owns(piece: PromptPiece, word: Word): boolean {
  const first = word.end - word.text.length;
  return piece.message === word.message && piece.start <= first && first < piece.end;
}

/** −1 … 1 nats, from a small hash of the letters. */
function letterEffect(word: string, token: string, model: string): number {
  let hash = 2166136261;
  for (const character of `${word}\u0000${token}\u0000${model === 'policy' ? '' : 'r'}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return ((hash >>> 8) % 2001) / 1000 - 1;
}
