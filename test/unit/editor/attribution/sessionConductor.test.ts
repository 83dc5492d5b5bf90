import { describe, expect, it } from 'vitest';

import type { AttributionSpec } from '../../../../src/app/attribution/attributionSession';
import { GameRelay } from '../../../../src/editor/attribution/thread/gameRelay';
import { RelayedGameHost } from '../../../../src/editor/attribution/thread/relayedGameHost';
import { SessionConductor } from '../../../../src/editor/attribution/thread/sessionConductor';
import type { GameAnswer, ThreadCommand, ThreadEvent } from '../../../../src/editor/attribution/thread/threadProtocol';
import { attributionFiguresSchema, sensitivityViewSchema, type AttributionFigures } from '../../../../src/shared/attributionProtocol';
import { FakeGameHost, type FakeGameOptions } from '../../attribution/support/fakeGameHost';

const prompt = Array.from({ length: 40 }, (_, index) => `word${String.fromCharCode(97 + (index % 26))}${String(index)}`).join(' ');
const spec: AttributionSpec = {
  texts: { format: 'standard', prompt, responses: ['yes indeed', 'no'] },
  within: null,
  view: { unit: { kind: 'word' }, removal: { kind: 'delete' }, method: 'auto' },
  target: { kind: 'response', response: 1 },
  seed: 1,
};

/** A conductor whose games are played across a message boundary, as between thread and editor. */
function conduct(options: FakeGameOptions = {}) {
  const fake = new FakeGameHost(options);
  const events: ThreadEvent[] = [];
  const waiting: (() => void)[] = [];
  const host = new RelayedGameHost((question) => queueMicrotask(() => relay.receive(structuredClone(question))));
  const relay: GameRelay = new GameRelay(fake, (answer: GameAnswer) => queueMicrotask(() => host.receive(structuredClone(answer))), () => undefined);
  const conductor = new SessionConductor(host, (event) => {
    events.push(structuredClone(event));
    for (const wake of waiting.splice(0)) wake();
  });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const figures = (): AttributionFigures | undefined => events.flatMap((event) => (event.type === 'figures' ? [event.figures] : [])).at(-1);
  const does = (...commands: ThreadCommand[]): void => commands.forEach((command) => conductor.receive(command));
  return { fake, events, until, figures, does, relay };
}

const opened = (events: readonly ThreadEvent[]) => events.flatMap((event) => (event.type === 'opened' ? [event.opened] : []));

describe('an attribution behind a message boundary', () => {
  it('opens, runs to its budget and tells figures that the panel takes', async () => {
    const { events, until, figures, does, fake } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 200, precision: 0 } });
    await until(() => figures()?.activity === 'done');
    expect(opened(events)[0]?.players).toHaveLength(40);
    const last = attributionFiguresSchema.parse(figures());
    expect(last.evaluations).toBe(200);
    expect(fake.evaluations).toBe(200);
    expect(last.players).toHaveLength(40);
    const sum = last.players!.reduce((total, { value }) => total + value, 0);
    expect(sum).toBeCloseTo(last.full! - last.empty!, 9);
    expect(last.tokenEffects?.map((tokens) => tokens.length)).toEqual([3, 2]);
  });

  it('what the whole prompt does to each token is v(N) − v(∅) of that token', async () => {
    const { until, figures, does } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 64, precision: 0 } });
    await until(() => figures()?.activity === 'done');
    const effects = figures()!.tokenEffects!;
    does({ type: 'aim', target: { kind: 'token', response: 0, token: 1 } });
    await until(() => figures()?.target.kind === 'token');
    expect(effects[0]![1]).toBeCloseTo(figures()!.full! - figures()!.empty!, 12);
  });

  it('aims at another target without evaluating anything', async () => {
    const { until, figures, does, fake } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 100, precision: 0 } });
    await until(() => figures()?.activity === 'done');
    const before = fake.evaluations;
    does({ type: 'aim', target: { kind: 'margin', beta: 0.1 } });
    await until(() => figures()?.target.kind === 'margin');
    expect(fake.evaluations).toBe(before);
    expect(figures()!.players).toHaveLength(40);
  });

  it('stops at once, keeps what it knows, and goes on to the same figures as if it had not been stopped', async () => {
    let stopAt = Infinity;
    const running = conduct({ onEvaluate: (count) => (count === stopAt ? running.does({ type: 'stop' }) : undefined) });
    stopAt = 90;
    running.does({ type: 'open', spec }, { type: 'run', asked: { budget: 300, precision: 0 } });
    await running.until(() => running.figures()?.activity === 'stopped');
    expect(running.figures()!.evaluations).toBeLessThan(300);
    expect(running.fake.evaluations).toBeGreaterThanOrEqual(90);
    stopAt = Infinity;
    running.does({ type: 'run', asked: { budget: 300, precision: 0 } });
    await running.until(() => running.figures()?.activity === 'done');
    expect(running.fake.evaluations).toBe(300);
    const straight = conduct();
    straight.does({ type: 'open', spec }, { type: 'run', asked: { budget: 300, precision: 0 } });
    await straight.until(() => straight.figures()?.activity === 'done');
    expect(running.figures()!.players).toEqual(straight.figures()!.players);
  });

  it('shows another unit as a game of its own, and comes back to what was known', async () => {
    const { events, until, figures, does, fake } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 100, precision: 0 } });
    await until(() => figures()?.activity === 'done');
    const words = figures()!.players;
    does({ type: 'show', view: { ...spec.view, unit: { kind: 'sentence' } } });
    await until(() => opened(events).length === 2);
    expect(opened(events)[1]!.players).toHaveLength(1);
    const before = fake.evaluations;
    does({ type: 'show', view: spec.view });
    await until(() => opened(events).length === 3 && figures()?.game === 3);
    expect(figures()!.players).toEqual(words);
    expect(fake.evaluations).toBe(before);
  });

  it('refuses what cannot be shown and keeps what was', async () => {
    const { events, until, figures, does } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 64, precision: 0 } });
    await until(() => figures()?.activity === 'done');
    does({ type: 'show', view: { ...spec.view, unit: { kind: 'pattern', pattern: '(' } } });
    await until(() => events.at(-1)?.type === 'refused');
    does({ type: 'aim', target: { kind: 'likelihoodMargin' } });
    await until(() => figures()?.target.kind === 'likelihoodMargin');
    expect(figures()!.players).toHaveLength(40);
  });

  it('says why a prompt cannot be opened', async () => {
    const { events, until, does } = conduct({ failure: { code: 'prompt-fills-max-length', message: 'The prompt is too long; shorten it.' } });
    does({ type: 'open', spec });
    await until(() => events.length > 0);
    expect(events[0]).toMatchObject({ type: 'refused', error: { message: 'The prompt is too long; shorten it.' } });
  });

  it('says why it broke off, with what was known', async () => {
    const { until, figures, does } = conduct({
      onEvaluate: (count) => {
        if (count === 80) throw new Error('The models were replaced.');
      },
    });
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 300, precision: 0 } });
    await until(() => figures()?.activity === 'failed');
    expect(figures()).toMatchObject({ problem: 'The models were replaced.' });
    expect(figures()!.evaluations).toBeGreaterThan(0);
  });

  it('computes interactions only while somebody looks', async () => {
    const { until, figures, does } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 120, precision: 0 } });
    await until(() => figures()?.activity === 'done');
    expect(figures()!.interactions).toBeNull();
    does({ type: 'watch', interactions: true });
    await until(() => figures()?.interactions !== null);
    const sizes = figures()!.interactions!.map(({ value }) => Math.abs(value));
    expect(sizes.length).toBeGreaterThan(10);
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
  });

  it('tries other wordings beside the run, in the form that the panel takes', async () => {
    const { events, until, does } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 64, precision: 0 } }, { type: 'probe', listed: { variants: ['Say it in one word'] } });
    const sensitivity = () => events.flatMap((event) => (event.type === 'sensitivity' ? [event.sensitivity] : [])).at(-1);
    await until(() => sensitivity()?.activity === 'done');
    const report = sensitivityViewSchema.parse(sensitivity());
    expect(report.original).not.toBeNull();
    expect(report.variants.map(({ name }) => name)).toContain('upper case');
    expect(report.variants.filter(({ kind }) => kind === 'yours').map(({ name }) => name)).toEqual(['variant 1']);
  });

  it('closes its games when it is given up', async () => {
    const { until, figures, does, relay, fake } = conduct();
    does({ type: 'open', spec }, { type: 'run', asked: { budget: 64, precision: 0 } });
    await until(() => figures()?.activity === 'done');
    expect(fake.open).toBe(1);
    relay.dispose();
    expect(fake.open).toBe(0);
  });
});
