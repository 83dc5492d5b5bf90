import { AttributionSession, type AttributionSpec, type AttributionView } from '../../../app/attribution/attributionSession';
import type { AttributionSnapshot } from '../../../app/attribution/attributionSnapshot';
import type { GameHost, PromptPiece } from '../../../core/attribution/promptGame';
import type { AttributionActivity, AttributionFigures, SensitivityView } from '../../../shared/attributionProtocol';
import { probeSensitivity } from '../../../app/attribution/probeSensitivity';
import { EffectRecorder } from './effectRecorder';
import { emptySensitivity, sensitivityOf } from './sensitivityOf';
import { errorOf, type ListedWordings, type RunAsked, type ThreadCommand, type ThreadEvent } from './threadProtocol';

/** Updates of a panel that people can follow. */
const updateMilliseconds = 100;
/** A look between two steps of a run must leave the thread mostly free for the results that come in. */
const restPerLook = 3;
/** Interactions take their time, so they are looked at less often than bars. */
const interactionMilliseconds = 2000;
/** A list of thousands of pairs is no picture, and no message to send ten times a second. */
const mostInteractions = 300;

interface Run {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Does what the editor asks of one attribution, in order, and tells what is known as it tightens. Runs in a thread of its own, since an
 * estimate of hundreds of units takes longer than an event loop may be held up; knows nothing of threads itself.
 */
export class SessionConductor {
  private readonly recorder: EffectRecorder;
  private session: AttributionSession | null = null;
  private spec: AttributionSpec | null = null;
  private run: Run | null = null;
  private probing = new AbortController();
  private commands: Promise<void> = Promise.resolve();
  private game = 0;
  private players: readonly PromptPiece[] = [];
  private seconds = 0;
  private lastUpdate = -Infinity;
  private lastInteractions = -Infinity;
  /** Evaluations at the last look, and what it cost in milliseconds. */
  private seen = 0;
  private lookCost = 0;
  private watchesInteractions = false;
  private interactions: AttributionFigures['interactions'] = null;

  constructor(
    private readonly host: GameHost,
    private readonly tell: (event: ThreadEvent) => void,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.recorder = new EffectRecorder(host);
  }

  receive(command: ThreadCommand): void {
    // Stopping does not wait for its turn.
    if (command.type === 'stop') return this.run?.controller.abort();
    this.commands = this.commands.then(() => this.execute(command)).catch((error: unknown) => this.tell({ type: 'refused', error: errorOf(error) }));
  }

  private execute(command: Exclude<ThreadCommand, { type: 'stop' }>): Promise<void> | void {
    switch (command.type) {
      case 'open':
        return this.open(command.spec);
      case 'show':
        return this.show(command.view);
      case 'run':
        return this.start(command.asked);
      case 'aim':
        this.session?.aim(command.target);
        this.interactions = null;
        this.lastInteractions = -Infinity;
        return this.update(this.run ? 'running' : this.restingActivity());
      case 'watch':
        this.watchesInteractions = command.interactions;
        return this.update(this.run ? 'running' : this.restingActivity());
      case 'probe':
        // Beside whatever is running: the two take turns with the models.
        void this.probe(command.listed);
        return undefined;
    }
  }

  private async open(spec: AttributionSpec): Promise<void> {
    this.probing.abort();
    await this.halt();
    this.spec = spec;
    this.session?.close();
    this.session = null;
    this.session = await AttributionSession.open(this.recorder, spec);
    this.opened();
  }

  private async show(view: AttributionView): Promise<void> {
    await this.halt();
    await this.session?.show(view);
    this.opened();
    this.update(this.restingActivity());
  }

  private opened(): void {
    if (!this.session) return;
    this.players = this.session.snapshot().players?.map(pieceOf) ?? this.session.opening.players;
    this.seconds = 0;
    this.interactions = null;
    this.lastInteractions = -Infinity;
    this.tellGame(false);
  }

  private tellGame(isRefined: boolean): void {
    if (!this.session) return;
    this.game += 1;
    this.tell({ type: 'opened', opened: { game: this.game, opening: this.session.opening, players: this.players, view: this.session.view, isRefined } });
  }

  /** Stops the run, if any, and waits until it has ended. */
  private async halt(): Promise<void> {
    this.run?.controller.abort();
    await this.run?.ended;
  }

  private async start(asked: RunAsked): Promise<void> {
    await this.halt();
    const { session } = this;
    if (!session) return;
    const controller = new AbortController();
    const run: Run = { controller, ended: this.runToEnd(session, asked, controller.signal) };
    this.run = run;
    void run.ended.then(() => {
      if (this.run === run) this.run = null;
    });
  }

  private async runToEnd(session: AttributionSession, { budget, precision }: RunAsked, signal: AbortSignal): Promise<void> {
    let before = this.now();
    const looking = setInterval(() => this.look(), updateMilliseconds);
    const count = (): void => {
      const now = this.now();
      this.seconds += (now - before) / 1000;
      before = now;
    };
    try {
      for await (const snapshot of session.run({ budget, precision, signal })) {
        count();
        if (this.now() - this.lastUpdate >= updateMilliseconds) this.update('running', snapshot);
      }
      count();
      this.update(signal.aborted ? 'stopped' : 'done');
    } catch (error) {
      count();
      this.update('failed', session.snapshot(), errorOf(error).message);
    } finally {
      clearInterval(looking);
    }
  }

  /** What came in since the last step of the run: a model that is slow on a long prompt takes seconds for one. */
  private look(): void {
    const began = this.now();
    const { evaluated } = this.recorder;
    if (evaluated === this.seen || began - this.lastUpdate < Math.max(updateMilliseconds, restPerLook * this.lookCost)) return;
    this.seen = evaluated;
    this.update('running');
    this.lookCost = this.now() - began;
  }

  private async probe(listed: ListedWordings): Promise<void> {
    const { session, spec, game } = this;
    if (!session || !spec) return;
    this.probing.abort();
    const probing = new AbortController();
    this.probing = probing;
    const { target } = session;
    const tell = (part: Partial<SensitivityView>): void => {
      if (this.probing === probing) this.tell({ type: 'sensitivity', sensitivity: { ...emptySensitivity(game, target), ...part } });
    };
    tell({});
    try {
      const { texts, seed } = spec;
      const report = await probeSensitivity(this.host, { texts, target, seed, ...listed, signal: probing.signal, onProgress: (done, total) => tell({ done, total }) });
      if (report) tell({ activity: 'done', ...sensitivityOf(report) });
    } catch (error) {
      tell({ activity: 'failed', problem: errorOf(error).message });
    }
  }

  private restingActivity(): AttributionActivity {
    return this.session?.snapshot().done === true ? 'done' : 'stopped';
  }

  private update(activity: AttributionActivity, snapshot = this.session?.snapshot(), problem: string | null = null): void {
    const { session } = this;
    if (!session || !snapshot) return;
    this.lastUpdate = this.now();
    if (snapshot.players && !samePieces(snapshot.players, this.players)) {
      this.players = snapshot.players.map(pieceOf);
      this.tellGame(true);
    }
    this.refreshInteractions(session, activity);
    this.tell({ type: 'figures', figures: this.figures(session, snapshot, activity, problem) });
  }

  private refreshInteractions(session: AttributionSession, activity: AttributionActivity): void {
    if (!this.watchesInteractions) return;
    if (activity === 'running' && this.now() - this.lastInteractions < interactionMilliseconds) return;
    this.interactions = session.interactions().slice(0, mostInteractions).map(({ first, second, value, standardError }) => ({ first, second, value, standardError }));
    this.lastInteractions = this.now();
  }

  private figures(session: AttributionSession, snapshot: AttributionSnapshot, activity: AttributionActivity, problem: string | null): AttributionFigures {
    const { target, method, seed, evaluations, forecast, exact, empty, full, residual, players, tokenNoise } = snapshot;
    return {
      game: this.game,
      activity,
      problem,
      target,
      method,
      seed,
      evaluations,
      forecast,
      seconds: this.seconds,
      exact,
      empty,
      full,
      residual,
      players: players?.map(({ value, standardError, low, high, tokens, lowInformation }) => ({ value, standardError, low, high, tokens, lowInformation })) ?? null,
      tokenNoise: tokenNoise && { ...tokenNoise },
      interactions: this.watchesInteractions ? this.interactions : null,
      tokenEffects: this.recorder.effects(session.opening),
    };
  }
}

function pieceOf({ message, start, end }: PromptPiece): PromptPiece {
  return { message, start, end };
}

function samePieces(left: readonly PromptPiece[], right: readonly PromptPiece[]): boolean {
  return left.length === right.length && left.every(({ message, start, end }, index) => right[index]?.message === message && right[index].start === start && right[index].end === end);
}
