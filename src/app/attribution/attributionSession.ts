import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { Interaction } from '../../core/attribution/interactions';
import type { GameHost, GameOpening, GameTexts, PromptPiece } from '../../core/attribution/promptGame';
import type { PromptUnit, RemovalChoice } from '../../core/attribution/promptUnit';
import type { AttributionMethod } from '../../core/attribution/shapleyEstimator';
import type { CancellationSignal } from '../../core/ports';
import type { AttributionSnapshot } from './attributionSnapshot';

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

/**
 * One prompt under attribution. Keeps, for each unit and removal, the open game and the log-probability of every response token under every
 * coalition that was evaluated: another target is shown without evaluating anything, and what was stopped goes on where it was.
 */
export class AttributionSession {
  /** Opens the game of the first view. Rejects with AttributionRefusedError, whose message says what would work, or as the host does. */
  static open(host: GameHost, spec: AttributionSpec, signal?: CancellationSignal): Promise<AttributionSession> {
    void [host, spec, signal];
    return Promise.reject(new Error('not yet'));
  }

  /** Of the game in view: its players, its response tokens, whether there is a reference. */
  get opening(): GameOpening {
    throw new Error('not yet');
  }

  get view(): AttributionView {
    throw new Error('not yet');
  }

  get target(): AttributionTarget {
    throw new Error('not yet');
  }

  /** Shows another unit, removal or method. What is known of the one before is kept. Rejects as `open` does, and the view stays. */
  show(view: AttributionView, signal?: CancellationSignal): Promise<void> {
    void [view, signal];
    return Promise.reject(new Error('not yet'));
  }

  /** Aims at another target: a running run tightens that one from its next step on. Throws AttributionRefusedError where the game cannot give it. */
  aim(target: AttributionTarget): void {
    void target;
  }

  /**
   * Evaluates coalitions of the game in view and yields what is known of the target, bars tightening; goes on where an earlier run was
   * stopped, with the same figures as if it had not been. An aborted signal ends it without error; what is known stays.
   */
  async *run(settings: AttributionRunSettings): AsyncGenerator<AttributionSnapshot, void, void> {
    void settings;
  }

  /** What is known of a target (that in view unless told), at any time and without evaluating anything. */
  snapshot(target?: AttributionTarget): AttributionSnapshot {
    throw new Error(`not yet ${String(target)}`);
  }

  /** Pairwise interactions of a target, strongest first; exact for up to 12 units whose coalitions are all known. Empty while too few are known. */
  interactions(target?: AttributionTarget): readonly Interaction[] {
    void target;
    return [];
  }

  /** Closes all games. */
  close(): void {
    // Nothing open yet.
  }
}
