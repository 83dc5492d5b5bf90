import { fullCoalition, type Coalition } from '../../core/attribution/coalition';
import { CoalitionValues, type TargetValues } from '../../core/attribution/coalitionValues';
import type { PlayerTree } from '../../core/attribution/playerTree';
import type { GameHost, GameOpening, GameRequest, GameTexts, OpenGame, PromptPiece, Removal } from '../../core/attribution/promptGame';
import { checkUnitCount, promptPieces, promptTexts } from '../../core/attribution/promptPieces';
import { promptTree } from '../../core/attribution/promptTree';
import type { PromptUnit, RemovalChoice } from '../../core/attribution/promptUnit';
import { firstCharacter } from '../../core/attribution/tokenOwners';
import type { AttributionMethod } from '../../core/attribution/shapleyEstimator';
import { flatLength, flatLogProbabilities } from '../../core/attribution/targetValue';
import { AttributionRefusedError } from '../../core/errors';
import type { CancellationSignal } from '../../core/ports';
import { MethodLane } from './methodLane';

export interface PlayedGameSpec {
  readonly texts: GameTexts;
  readonly within: readonly PromptPiece[] | null;
  readonly unit: PromptUnit;
  readonly removal: RemovalChoice;
  readonly seed: number;
}

/** Log-probabilities that one game may hold. */
const mostBytes = 64 * 1024 * 1024;
/** Of a coalition, its key and its place in the tables. */
const bytesBeside = 256;

/**
 * One game of a prompt: a unit, a removal, and everything that was evaluated. Units without tokens (cut off by truncation) and units
 * outside the marked parts take no part, so they cost no evaluations; the former have the value 0 for certain.
 */
export class PlayedGame {
  /** The units that are asked about, by their places among the players of the opening. */
  readonly shown: readonly number[];
  /** Those of them that the model sees. */
  private readonly active: readonly number[];
  private readonly places: ReadonlyMap<number, number>;
  private readonly known: CoalitionValues;
  private readonly lanes = new Map<AttributionMethod, MethodLane>();
  private readonly tree: PlayerTree;

  private constructor(
    readonly spec: PlayedGameSpec,
    private readonly game: OpenGame,
  ) {
    const { opening } = game;
    const texts = promptTexts(spec.texts);
    const areas = spec.unit.kind === 'token' ? spec.within : null;
    this.shown = opening.players.flatMap((piece, player) => (!areas || areas.some((area) => isWithin(texts, area, piece)) ? [player] : []));
    this.active = this.shown.filter((player) => (opening.playerTokens[player] ?? 0) > 0);
    this.places = new Map(this.active.map((player, place) => [player, place]));
    this.known = new CoalitionValues(this.active.length, flatLength(opening));
    this.tree = promptTree(texts, this.active.flatMap((player) => opening.players[player] ?? []));
  }

  /** Rejects with AttributionRefusedError, whose message says what would work, or as the host does. */
  static async open(host: GameHost, spec: PlayedGameSpec, signal?: CancellationSignal): Promise<PlayedGame> {
    const texts = promptTexts(spec.texts);
    const players = spec.unit.kind === 'token' ? await tokenPieces(host, spec, signal) : promptPieces(texts, spec.unit, spec.within);
    if (players !== 'token') checkUnitCount(players.length, texts, spec.within);
    const game = await openGame(host, { texts: spec.texts, players, removal: removalOf(spec.removal, texts, players) }, signal);
    const played = new PlayedGame(spec, game);
    try {
      if (played.active.length === 0) throw new AttributionRefusedError('None of the units has a token that the model sees; there is nothing to attribute.');
      checkUnitCount(played.active.length, texts, spec.within);
    } catch (error) {
      game.close();
      throw error;
    }
    return played;
  }

  get opening(): GameOpening {
    return this.game.opening;
  }

  /** Units that are attributed. */
  get units(): number {
    return this.active.length;
  }

  /** Coalitions that fit the memory of a game. */
  get mostEvaluations(): number {
    return Math.max(256, Math.floor(mostBytes / (8 * flatLength(this.opening) + this.units + bytesBeside)));
  }

  lane(method: AttributionMethod): MethodLane {
    const lane = this.lanes.get(method) ?? new MethodLane({ method, players: this.units, seed: this.spec.seed, tree: this.tree }, this.opening, this);
    this.lanes.set(method, lane);
    return lane;
  }

  /** The place of a unit of the opening among those that are attributed; null for one without tokens. */
  placeOf(player: number): number | null {
    return this.places.get(player) ?? null;
  }

  /** The place of an attributed unit among those shown. */
  shownAt(place: number): number {
    return this.shown.indexOf(this.active[place] ?? 0);
  }

  /** In the order given; what any lane had evaluated before is not evaluated again. Fewer when the signal is aborted. */
  async *evaluate(coalitions: readonly Coalition[], signal?: CancellationSignal): AsyncGenerator<TargetValues, void, void> {
    const unknown = coalitions.filter((coalition) => !this.known.has(coalition));
    const results = this.game.evaluate(unknown.map((coalition) => this.expanded(coalition)), signal)[Symbol.asyncIterator]();
    try {
      for (const coalition of coalitions) {
        if (!this.known.has(coalition)) {
          const result = await results.next();
          if (result.done === true) return;
          this.known.add(coalition, flatLogProbabilities(result.value));
        }
        yield this.known.get(coalition) ?? new Float64Array(this.known.targets);
      }
    } finally {
      await results.return?.();
    }
  }

  close(): void {
    this.game.close();
  }

  private expanded(coalition: Coalition): Coalition {
    const full = fullCoalition(this.opening.players.length);
    for (const [place, player] of this.active.entries()) full[player] = coalition[place] ?? 0;
    return full;
  }
}

async function openGame(host: GameHost, request: GameRequest, signal: CancellationSignal | undefined): Promise<OpenGame> {
  const game = await host.openGame(request, signal);
  if ('code' in game) throw new AttributionRefusedError(game.message);
  return game;
}

/** Baseline texts need to know the tokens before the game that takes them out is opened. */
async function tokenPieces(host: GameHost, { texts, removal }: PlayedGameSpec, signal: CancellationSignal | undefined): Promise<readonly PromptPiece[] | 'token'> {
  if (removal.kind !== 'baseline') return 'token';
  const game = await openGame(host, { texts, players: 'token', removal: { kind: 'delete' } }, signal);
  game.close();
  return game.opening.players;
}

function removalOf(choice: RemovalChoice, texts: readonly string[], players: readonly PromptPiece[] | 'token'): Removal {
  if (choice.kind !== 'baseline' || players === 'token') return choice.kind === 'baseline' ? { kind: 'delete' } : choice;
  if (typeof choice.texts !== 'string' && choice.texts.length !== players.length) {
    throw new AttributionRefusedError(`There are ${String(players.length)} units and ${String(choice.texts.length)} baseline texts; give one for all, or one for each.`);
  }
  return { kind: 'baseline', texts: players.map((piece, player) => withWhiteSpace(texts, piece, typeof choice.texts === 'string' ? choice.texts : (choice.texts[player] ?? ''))) };
}

/** A unit owns the white space around it, which a baseline text should not swallow: words would run together. */
function withWhiteSpace(texts: readonly string[], { message, start, end }: PromptPiece, baseline: string): string {
  const text = (texts[message] ?? '').slice(start, end);
  const before = /^\s*/u.exec(text)?.[0] ?? '';
  return before + baseline + (before.length < text.length ? (/\s*$/u.exec(text)?.[0] ?? '') : '');
}

/** A token belongs to the part that holds its first character that is not white space. */
function isWithin(texts: readonly string[], area: PromptPiece, piece: PromptPiece): boolean {
  const first = firstCharacter(texts[piece.message] ?? '', piece);
  return area.message === piece.message && area.start <= first && first < area.end;
}
