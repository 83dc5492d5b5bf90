import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { AttributionTarget } from '../src/core/attribution/attributionTarget';
import { AttributionThread } from '../src/editor/attribution/attributionThread';
import { defaultBudget } from '../src/editor/attribution/attributionDefaults';
import type { ThreadEvent } from '../src/editor/attribution/thread/threadProtocol';
import { embeddedModels } from '../src/engine/embeddedModels';
import { WorkerScorer } from '../src/engine/workerScorer';
import type { AttributionFigures } from '../src/shared/attributionProtocol';

/**
 * What somebody sees who attributes a long prompt in the editor: when bars come, how they tighten, how long stopping and another target take,
 * and how long the thread that all extensions share is held up meanwhile. The same thread and models as in VS Code.
 */
const [root = process.cwd(), wordsAsked = '400'] = process.argv.slice(2);
const vocabulary = 'the customer asked about a refund for the broken kettle and we must answer politely without promising money because the guarantee ended two weeks ago'.split(' ');
const prompt = Array.from({ length: Number(wordsAsked) }, (_, index) => vocabulary[(index * 7) % vocabulary.length]).join(' ');
const responses = [' I am sorry, but the guarantee has ended; we can offer a repair.', ' We will send the money back today, and keep the kettle.'];
/** Evaluations after which the bench looks at the figures once more. */
const finalBudget = 512;
const rejected: AttributionTarget = { kind: 'response', response: 1 };

interface Seen {
  readonly at: number;
  readonly figures: AttributionFigures;
}

class Session {
  readonly seen: Seen[] = [];
  readonly thread: AttributionThread;
  private readonly startedAt = performance.now();
  private wake: () => void = () => undefined;
  evaluated = 0;
  units = 0;

  constructor(scorer: WorkerScorer) {
    this.thread = new AttributionThread(path.join(root, 'dist', 'attributionThread.js'), scorer, (event) => this.happened(event), (count) => (this.evaluated += count));
  }

  async until(holds: (figures: AttributionFigures) => boolean): Promise<Seen> {
    for (;;) {
      const last = this.seen.at(-1);
      if (last && holds(last.figures)) return last;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  get now(): number {
    return performance.now() - this.startedAt;
  }

  private happened(event: ThreadEvent): void {
    if (event.type === 'refused') throw new Error(event.error.message);
    if (event.type === 'opened' && !event.opened.isRefined) {
      this.units = event.opened.players.length;
      this.thread.send({ type: 'run', asked: { budget: defaultBudget(this.units), precision: 0.025 } });
    }
    if (event.type === 'figures') this.seen.push({ at: this.now, figures: event.figures });
    this.wake();
  }
}

async function main(): Promise<void> {
  const { policy, reference } = embeddedModels(root);
  const quiet = { info: () => undefined, warn: console.error, error: console.error };
  const scorer = new WorkerScorer({ workerFile: path.join(root, 'dist', 'worker.js'), policy, reference, convention: 'trl', maxLength: 1024, threads: 0, memoryMegabytes: 0, background: true, log: quiet });
  await scorer.identify();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const session = new Session(scorer);
  session.thread.send({ type: 'open', spec: { texts: { format: 'standard', prompt, responses }, within: null, view: { unit: { kind: 'word' }, removal: { kind: 'delete' }, method: 'auto' }, target: rejected, seed: 1 } });
  const first = await session.until(({ players }) => players !== null);
  await session.until(({ evaluations }) => evaluations >= 100);
  const [stopAt, before] = [session.now, session.seen.length];
  session.thread.send({ type: 'stop' });
  const stopped = await session.until(({ activity }) => activity === 'stopped');
  const [aimAt, evaluated] = [session.now, session.evaluated];
  session.thread.send({ type: 'aim', target: { kind: 'margin', beta: 0.1 } });
  const aimed = await session.until(({ target }) => target.kind === 'margin');
  const anew = session.evaluated - evaluated;
  session.thread.send({ type: 'run', asked: { budget: finalBudget, precision: 0 } });
  const done = await session.until(({ activity }) => activity === 'done');
  delay.disable();
  report({ session, first, before, stop: stopped.at - stopAt, aim: aimed.at - aimAt, anew, done, delay: [delay.percentile(50), delay.percentile(99), delay.max].map((nanoseconds) => nanoseconds / 1e6) });
  session.thread.dispose();
  await scorer.dispose();
}

interface Found {
  readonly session: Session;
  readonly first: Seen;
  readonly before: number;
  readonly stop: number;
  readonly aim: number;
  readonly anew: number;
  readonly done: Seen;
  readonly delay: readonly number[];
}

function report({ session, first, before, stop, aim, anew, done, delay }: Found): void {
  const known = session.seen.slice(0, before).filter(({ figures }) => figures.players !== null);
  const second = known.filter(({ at }) => at <= first.at + 1000);
  const rows: [string, string][] = [
    ['units', String(session.units)],
    ['first bars after', `${first.at.toFixed(0)} ms, ${String(first.figures.evaluations)} evaluations`],
    ['updates in the second after', `${String(second.length - 1)}, error ${share(first)} → ${share(second.at(-1) ?? first)} of the spread`],
    ['stopping takes', `${stop.toFixed(0)} ms`],
    ['another target takes', `${aim.toFixed(0)} ms, ${String(anew)} evaluations`],
    ['done after', `${(done.at / 1000).toFixed(1)} s, ${String(done.figures.evaluations)} evaluations, error ${share(done)} of the spread`],
    ['event loop delay, median / 99 % / most', delay.map((milliseconds) => `${milliseconds.toFixed(1)} ms`).join(' / ')],
  ];
  console.log(['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'));
}

/** The largest standard error as a share of the spread of the values, which is what the stop rule looks at. */
function share({ figures: { players } }: Seen): string {
  const values = (players ?? []).map(({ value }) => value);
  const spread = Math.max(0, ...values) - Math.min(0, ...values);
  return `${((100 * Math.max(...(players ?? []).map(({ standardError }) => standardError))) / (spread || 1)).toFixed(1)} %`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
