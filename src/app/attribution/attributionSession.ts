import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import { mostExactByDefault } from '../../core/attribution/exactShapley';
import type { Interaction } from '../../core/attribution/interactions';
import type { GameHost, GameOpening, GameTexts, PromptPiece } from '../../core/attribution/promptGame';
import type { PromptUnit, RemovalChoice } from '../../core/attribution/promptUnit';
import { runAttribution } from '../../core/attribution/runAttribution';
import type { AttributionMethod } from '../../core/attribution/shapleyEstimator';
import { targetReader } from '../../core/attribution/targetValue';
import type { CancellationSignal } from '../../core/ports';
import type { AttributionSnapshot } from './attributionSnapshot';
import type { MethodLane } from './methodLane';
import { PlayedGame } from './playedGame';
import { snapshotOf } from './snapshotOf';

/** Which game is played, and how: a change of any part resumes what is known of that combination. */
export interface AttributionView {
  readonly unit: PromptUnit;
  readonly removal: RemovalChoice;
  readonly method: AttributionMethod | 'auto';
}

export interface AttributionSpec {
  readonly texts: GameTexts;
  /** Parts of the prompt that are attributed, in order; the rest is always present. Null: all of it. */
  readonly within: readonly PromptPiece[] | null;
  readonly view: AttributionView;
  readonly target: AttributionTarget;
  readonly seed: number;
}

export interface AttributionRunSettings {
  /** Different coalitions to evaluate at most, ∅ and N included. */
  readonly budget: number;
  /** Ends once the largest standard error is below this share of the spread of the values; 0 never ends early. */
  readonly precision: number;
  readonly signal?: CancellationSignal;
}

/** Games that are kept open; with 64 MiB of log-probabilities at most each. */
const mostGames = 8;

/**
 * One prompt under attribution. Keeps, for each unit and removal, the open game and the log-probability of every response token under every
 * coalition that was evaluated: another target is shown without evaluating anything, and what was stopped goes on where it was.
 * Of the views shown, the eight most recent are kept, each with 64 MiB of log-probabilities at most, where a run ends.
 */
export class AttributionSession {
  private readonly games = new Map<string, PlayedGame>();
  private game: PlayedGame;
  private lane: MethodLane;
  /** Counts calls of `show`, so that of two the later one counts. */
  private shown = 0;

  private constructor(
    private readonly host: GameHost,
    private readonly spec: AttributionSpec,
    game: PlayedGame,
    private currentView = spec.view,
    private currentTarget = spec.target,
  ) {
    this.game = game;
    this.lane = game.lane(laneMethod(spec.view));
    this.games.set(viewKey(spec.view), game);
  }

  /** Opens the game of the first view. Rejects with AttributionRefusedError, whose message says what would work, or as the host does. */
  static async open(host: GameHost, spec: AttributionSpec, signal?: CancellationSignal): Promise<AttributionSession> {
    const game = await PlayedGame.open(host, { ...spec, ...spec.view }, signal);
    try {
      targetReader(spec.target, game.opening);
      return new AttributionSession(host, spec, game);
    } catch (error) {
      game.close();
      throw error;
    }
  }

  /** Of the game in view: its players, its response tokens, whether there is a reference. */
  get opening(): GameOpening {
    return this.game.opening;
  }

  get view(): AttributionView {
    return this.currentView;
  }

  get target(): AttributionTarget {
    return this.currentTarget;
  }

  /** Shows another unit, removal or method. What is known of the one before is kept. Rejects as `open` does, and the view stays. */
  async show(view: AttributionView, signal?: CancellationSignal): Promise<void> {
    const turn = ++this.shown;
    const key = viewKey(view);
    const game = this.games.get(key) ?? (await PlayedGame.open(this.host, { ...this.spec, ...view }, signal));
    // Another call may have opened the same game meanwhile.
    const kept = this.games.get(key) ?? game;
    if (kept !== game) game.close();
    const lane = kept.lane(laneMethod(view));
    this.keep(key, kept);
    if (turn !== this.shown) return;
    [this.game, this.lane, this.currentView] = [kept, lane, view];
  }

  /** Aims at another target: a running run tightens that one from its next step on. Throws AttributionRefusedError where the game cannot give it. */
  aim(target: AttributionTarget): void {
    targetReader(target, this.opening);
    this.currentTarget = target;
    // Whether a run would be at its end is another question for another target.
    this.lane.progress = null;
  }

  /**
   * Evaluates coalitions of the game in view and yields what is known of the target, bars tightening; goes on where an earlier run was
   * stopped, with the same figures as if it had not been. An aborted signal ends it without error; what is known stays. With the method
   * "auto", up to 12 units whose coalitions fit the budget become exact, whatever the precision. One run at a time for each view.
   */
  async *run({ budget, precision, signal }: AttributionRunSettings): AsyncGenerator<AttributionSnapshot, void, void> {
    const { game, lane } = this;
    if (lane.isRunning) throw new Error('This view is running already; stop it and wait for its end.');
    const becomesExact = this.view.method === 'auto' && game.units <= mostExactByDefault && 2 ** game.units <= budget;
    const options = { budget: Math.min(budget, game.mostEvaluations), precision: becomesExact ? 0 : precision, ...(signal && { signal }) };
    lane.isRunning = true;
    try {
      for await (const progress of runAttribution(lane.state(() => this.target), options)) {
        lane.progress = progress;
        yield snapshotOf(game, lane, this.target);
      }
    } finally {
      lane.isRunning = false;
    }
  }

  /** What is known of a target (that in view unless told), at any time and without evaluating anything. */
  snapshot(target = this.target): AttributionSnapshot {
    return snapshotOf(this.game, this.lane, target);
  }

  /**
   * Pairwise interactions of a target, strongest first, by the players' places in the snapshot; exact where all coalitions are known.
   * Empty while too few are known, and for more than 64 units.
   */
  interactions(target = this.target): readonly Interaction[] {
    const places = this.lane.interactions(target).map(({ first, second, ...rest }) => ({ first: this.game.shownAt(first), second: this.game.shownAt(second), ...rest }));
    return places.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  }

  /** Closes all games. */
  close(): void {
    for (const game of this.games.values()) game.close();
    this.games.clear();
  }

  /** The most recent games stay open. */
  private keep(key: string, game: PlayedGame): void {
    this.games.delete(key);
    this.games.set(key, game);
    for (const [oldest, other] of this.games) {
      if (this.games.size <= mostGames) return;
      if (other === game || other === this.game) continue;
      this.games.delete(oldest);
      other.close();
    }
  }
}

/** Methods share the game of a unit and a removal. */
function viewKey({ unit, removal }: AttributionView): string {
  return JSON.stringify([unit, removal]);
}

function laneMethod({ method }: AttributionView): AttributionMethod {
  return method === 'auto' ? 'process' : method;
}
