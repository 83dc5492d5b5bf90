import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';

import type { FromAttributionPanel, ToAttributionPanel } from '../../src/shared/attributionProtocol';
import { attributionProtocolVersion as version, fromAttributionPanelSchema, toAttributionPanelSchema } from '../../src/shared/attributionProtocol';
import { attributionFigures, attributionView, sampleBatch, sampleInteractions, sampleSensitivity } from '../webview/sampleAttribution';

type Examples<Message extends { type: string }> = { [Type in Message['type']]: readonly Extract<Message, { type: Type }>[] };

const view = attributionView();
const { choice } = view;

/** Keyed by type, so that a new message without an example does not compile. */
const toPanel: Examples<ToAttributionPanel> = {
  show: [
    { version, type: 'show', view },
    { version, type: 'show', view: attributionView({ players: [], responses: [], policyName: null, place: { kind: 'selection', file: 'notes.md', row: null, pair: null, line: 3 } }) },
    { version, type: 'show', view: attributionView({ choice: { ...choice, unit: { kind: 'parts', parts: [{ message: 0, start: 2, end: 9 }] }, removal: { kind: 'baseline', texts: ['a', 'b'] } } }) },
    { version, type: 'show', view: attributionView({ choice: { ...choice, unit: { kind: 'pattern', pattern: '\\w+' }, removal: { kind: 'mask', token: null } } }) },
  ],
  figures: [
    { version, type: 'figures', figures: attributionFigures(view, { interactions: sampleInteractions(5) }) },
    { version, type: 'figures', figures: attributionFigures(view, { players: null, empty: null, full: null, residual: null, method: null, tokenNoise: null, tokenEffects: null, activity: 'opening' }) },
    { version, type: 'figures', figures: attributionFigures(view, { target: { kind: 'token', response: 1, token: 4 }, activity: 'failed', problem: 'The models were changed.' }) },
  ],
  sensitivity: [{ version, type: 'sensitivity', sensitivity: sampleSensitivity(view) }],
  batch: [
    { version, type: 'batch', batch: sampleBatch() },
    { version, type: 'batch', batch: sampleBatch({ words: [], rows: [], failures: [], tokenNoise: null, activity: 'running', done: 0 }) },
  ],
  stale: [{ version, type: 'stale', message: 'The text was changed.' }],
};
const fromPanel: Examples<FromAttributionPanel> = {
  ready: [{ version, type: 'ready' }],
  choose: [{ version, type: 'choose', choice }],
  aim: [{ version, type: 'aim', target: { kind: 'probability', response: 0 } }, { version, type: 'aim', target: { kind: 'logOdds', option: 1 } }],
  run: [{ version, type: 'run', action: 'stop' }, { version, type: 'run', action: 'resume' }],
  watch: [{ version, type: 'watch', interactions: true }],
  revealPlayer: [{ version, type: 'revealPlayer', player: 0 }],
  revealRow: [{ version, type: 'revealRow', row: 7 }],
  ask: [{ version, type: 'ask' }],
  probe: [{ version, type: 'probe', listed: false }, { version, type: 'probe', listed: true }],
  copy: [{ version, type: 'copy' }],
  save: [{ version, type: 'save', format: 'svg', chart: 'waterfall' }],
  stopBatch: [{ version, type: 'stopBatch' }],
  log: [{ version, type: 'log', message: 'x'.repeat(2000) }],
};

const directions: readonly { readonly name: string; readonly schema: ZodType; readonly messages: readonly (ToAttributionPanel | FromAttributionPanel)[] }[] = [
  { name: 'extension to panel', schema: toAttributionPanelSchema, messages: Object.values(toPanel).flat() },
  { name: 'panel to extension', schema: fromAttributionPanelSchema, messages: Object.values(fromPanel).flat() },
];

describe.each(directions)('$name', ({ schema, messages }) => {
  it.each(messages)('carries $type unchanged', (message) => {
    expect(schema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });

  it.each(messages)('refuses $type of another version, with an extra key, or without a version', (message) => {
    expect(schema.safeParse({ ...message, version: version + 1 }).success).toBe(false);
    expect(schema.safeParse({ ...message, surprise: true }).success).toBe(false);
    expect(schema.safeParse({ ...message, version: undefined }).success).toBe(false);
  });

  it.each([null, undefined, 'show', 7, [], {}, { version }, { version, type: 'unknown' }, { type: 'ready' }])('refuses %j', (message) => {
    expect(schema.safeParse(message).success).toBe(false);
  });
});

describe('what a panel may not ask for', () => {
  it.each([
    { type: 'choose', choice: { ...choice, budget: 1 } },
    { type: 'choose', choice: { ...choice, budget: 1e9 } },
    { type: 'choose', choice: { ...choice, precision: -0.1 } },
    { type: 'choose', choice: { ...choice, precision: Number.NaN } },
    { type: 'choose', choice: { ...choice, unit: { kind: 'paragraph' } } },
    { type: 'choose', choice: { ...choice, unit: { kind: 'pattern', pattern: 'x'.repeat(10_001) } } },
    { type: 'choose', choice: { ...choice, removal: { kind: 'baseline' } } },
    { type: 'aim', target: { kind: 'margin', beta: 0 } },
    { type: 'aim', target: { kind: 'response', response: -1 } },
    { type: 'save', format: 'html', chart: 'bars' },
    { type: 'revealPlayer', player: 0.5 },
    { type: 'log', message: 'x'.repeat(2001) },
  ])('%j', (message) => {
    expect(fromAttributionPanelSchema.safeParse({ version, ...message }).success).toBe(false);
  });

  it('the other direction’s messages', () => {
    for (const message of Object.values(fromPanel).flat()) expect(toAttributionPanelSchema.safeParse(message).success).toBe(false);
    for (const message of Object.values(toPanel).flat()) expect(fromAttributionPanelSchema.safeParse(message).success).toBe(false);
  });
});
