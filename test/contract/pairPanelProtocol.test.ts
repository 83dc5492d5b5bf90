import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';

import type { FromPairPanel, ToPairPanel } from '../../src/shared/pairPanelProtocol';
import { fromPairPanelSchema, pairPanelProtocolVersion as version, reviewActions, toPairPanelSchema } from '../../src/shared/pairPanelProtocol';
import { sampleContext } from '../webview/sampleContext';
import { finishedAudit, sampleAudit } from '../webview/sampleAudit';
import { sampleReview } from '../webview/sampleReview';
import { refusedComparison, sampleComparison } from '../webview/sampleComparison';
import { policyOnlyView, sampleView } from '../webview/sampleView';

type Examples<Message extends { type: string }> = { [Type in Message['type']]: readonly Extract<Message, { type: Type }>[] };

/** Keyed by type, so that a new message without an example does not compile. */
const toPanel: Examples<ToPairPanel> = {
  show: [
    { version, type: 'show', view: sampleView() },
    { version, type: 'show', view: policyOnlyView() },
    { version, type: 'show', view: sampleView({ score: null, rowCount: null, policyName: null, referenceName: null, fileFigures: null }) },
    { version, type: 'show', view: sampleView({ score: null, failure: 'The model cannot be read.', prompt: [], chosen: '', rejected: '' }) },
  ],
  comparison: [sampleComparison(), refusedComparison()],
  context: [
    { version, type: 'context', context: sampleContext() },
    { version, type: 'context', context: sampleContext({ state: 'failed', problem: 'The file is damaged.', findings: [], verdict: null, samePrompt: null }) },
  ],
  stale: [{ version, type: 'stale', message: 'The row was deleted.' }],
  review: [
    { version, type: 'review', review: sampleReview() },
    { version, type: 'review', review: { kind: 'done', total: 50, settled: 48, decisions: { keep: 20, swap: 12, drop: 10, unsure: 6 } } },
    { version, type: 'review', review: { kind: 'sampled', position: 17, settled: 17, decision: null, isBlind: true, rate: sampleAudit() } },
    { version, type: 'review', review: { kind: 'sampled', position: 0, settled: 0, decision: 'drop', isBlind: false, rate: sampleAudit({ rate: null }) } },
    { version, type: 'review', review: { kind: 'sampleDone', rate: finishedAudit } },
    { version, type: 'review', review: null },
  ],
};
const fromPanel: Examples<FromPairPanel> = {
  ready: [{ version, type: 'ready' }],
  revealRow: [{ version, type: 'revealRow' }],
  revealText: [{ version, type: 'revealText', side: 'rejected', start: 0, end: 12 }],
  step: [
    { version, type: 'step', direction: 'next', order: 'worst' },
    { version, type: 'step', direction: 'previous', order: 'row' },
    { version, type: 'step', direction: 'next', order: 'prompt' },
  ],
  go: [{ version, type: 'go', row: 4, pair: 1 }],
  finding: [
    { version, type: 'finding', request: { kind: 'fix', code: 'label-contradicted', fix: 'swap' } },
    { version, type: 'finding', request: { kind: 'keep', code: 'hard-to-learn' } },
    { version, type: 'finding', request: { kind: 'look' } },
  ],
  openLink: [{ version, type: 'openLink', address: 'https://example.org/a?b=c' }],
  compare: [{ version, type: 'compare', convention: 'open-instruct' }],
  copyFigures: [{ version, type: 'copyFigures' }],
  attribute: [{ version, type: 'attribute' }],
  edit: [{ version, type: 'edit', action: 'swap' }],
  review: reviewActions.map((action) => ({ version, type: 'review', action })),
  log: [{ version, type: 'log', message: 'x'.repeat(2000) }],
};

interface Direction {
  readonly name: string;
  readonly schema: ZodType;
  readonly messages: readonly (ToPairPanel | FromPairPanel)[];
}

const directions: readonly Direction[] = [
  { name: 'extension to panel', schema: toPairPanelSchema, messages: Object.values(toPanel).flat() },
  { name: 'panel to extension', schema: fromPairPanelSchema, messages: Object.values(fromPanel).flat() },
];

describe.each(directions)('$name', ({ schema, messages }) => {
  it.each(messages)('carries $type unchanged', (message) => {
    expect(schema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each(messages)('refuses $type of another version, with an extra key, or without a version', (message) => {
    expect(schema.safeParse({ ...message, version: version + 1 }).success).toBe(false);
    expect(schema.safeParse({ ...message, version: String(version) }).success).toBe(false);
    expect(schema.safeParse({ ...message, surprise: true }).success).toBe(false);
    expect(schema.safeParse({ ...message, version: undefined }).success).toBe(false);
  });

  it.each([null, undefined, 'show', 7, [], {}, { version }, { version, type: 'unknown' }, { type: 'ready' }])('refuses %j', (message) => {
    expect(schema.safeParse(message).success).toBe(false);
  });
});

describe('wrong types inside a message', () => {
  it.each([
    ['a negative row', { row: -1 }],
    ['a fractional line', { line: 1.5 }],
    ['a missing score', { score: undefined }],
    ['a turn without content', { prompt: [{ role: 'user' }] }],
    ['a turn with an extra key', { prompt: [{ role: 'user', content: '', name: 'x' }] }],
    ['a note that is no text', { notes: [7] }],
    ['file figures without a count', { fileFigures: { marginPercentile: null, chesPercentile: null } }],
    ['an extra key', { markup: '<b>' }],
  ])('refuses a view with %s', (_name, change) => {
    expect(toPairPanelSchema.safeParse({ version, type: 'show', view: { ...sampleView({ score: null }), ...change } }).success).toBe(false);
  });

  it.each([
    { type: 'revealText', side: 'prompt', start: 0, end: 1 },
    { type: 'revealText', side: 'chosen', start: -1, end: 1 },
    { type: 'revealText', side: 'chosen', start: 0 },
    { type: 'step', direction: 'next', order: 'best' },
    { type: 'step', direction: 'up', order: 'row' },
    { type: 'log', message: 'x'.repeat(2001) },
  ])('refuses %j from the panel', (message) => {
    expect(fromPairPanelSchema.safeParse({ version, ...message }).success).toBe(false);
  });

  it('does not let one direction speak for the other', () => {
    for (const message of Object.values(fromPanel).flat()) expect(toPairPanelSchema.safeParse(message).success).toBe(false);
    for (const message of Object.values(toPanel).flat()) expect(fromPairPanelSchema.safeParse(message).success).toBe(false);
  });
});
