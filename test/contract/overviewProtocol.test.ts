import { describe, expect, it } from 'vitest';

import type { FromOverview, ToOverview } from '../../src/shared/overviewProtocol';
import { fromOverviewSchema, overviewProtocolVersion as version, toOverviewSchema } from '../../src/shared/overviewProtocol';
import { figuresMessage, pairsMessageOf, sampleSource, structuralSource } from '../webview/sampleOverview';

type Examples<Message extends { type: string }> = { [Type in Message['type']]: readonly Extract<Message, { type: Type }>[] };

const figures = (...given: Parameters<typeof figuresMessage>) => figuresMessage(...given) as Extract<ToOverview, { type: 'figures' }>;

/** Keyed by type, so that a new message without an example does not compile. */
const toPage: Examples<ToOverview> = {
  figures: [figures(sampleSource()), figures(structuralSource(), { scoring: { done: 3, total: 90 }, problem: 'The models were changed.' }), figures(sampleSource(0))],
  pairs: [pairsMessageOf(sampleSource()), pairsMessageOf(sampleSource(0), 7)],
  texts: [{ version, type: 'texts', generation: 1, texts: [{ row: 3, text: 'What?' }, { row: 4, text: null }] }],
};
const fromPage: Examples<FromOverview> = {
  ready: [{ version, type: 'ready' }],
  select: [{ version, type: 'select', rows: Uint32Array.of(1, 5) }, { version, type: 'select', rows: null }],
  openTable: [{ version, type: 'openTable', filter: 'margin >= 0 margin < 1' }],
  goTo: [{ version, type: 'goTo', row: 3, pair: 1 }],
  texts: [{ version, type: 'texts', generation: 2, rows: [1, 2] }],
  showCode: [{ version, type: 'showCode', code: 'duplicate-pair' }],
  review: [{ version, type: 'review' }],
  reviewSample: [{ version, type: 'reviewSample' }],
  exportReport: [{ version, type: 'exportReport' }],
  score: [{ version, type: 'score' }],
  log: [{ version, type: 'log', message: 'no' }],
};

describe('messages of the overview', () => {
  it.each(Object.values(toPage).flat())('to the page arrive as they were sent: $type', (message) => {
    // VS Code hands messages over as a structured clone does, typed arrays included.
    expect(toOverviewSchema.parse(structuredClone(message))).toEqual(message);
  });

  it.each(Object.values(fromPage).flat())('from the page arrive as they were sent: $type', (message) => {
    expect(fromOverviewSchema.parse(structuredClone(message))).toEqual(message);
  });

  it('of another version, or with more in them, are refused', () => {
    expect(toOverviewSchema.safeParse({ ...toPage.figures[0], version: version + 1 }).success).toBe(false);
    expect(fromOverviewSchema.safeParse({ ...fromPage.ready[0], more: 1 }).success).toBe(false);
  });

  it('hold columns of one length', () => {
    const [message] = toPage.pairs;
    expect(toOverviewSchema.safeParse({ ...message, pairs: { ...message!.pairs, displacement: new Float32Array(2) } }).success).toBe(false);
  });

  it('ask for no more texts than can be read in a moment', () => {
    expect(fromOverviewSchema.safeParse({ version, type: 'texts', generation: 1, rows: Array.from({ length: 201 }, (_, row) => row) }).success).toBe(false);
  });
});
