import { isLowInformation } from '../../src/core/attribution/lowInformation';
import { textUnits } from '../../src/core/attribution/textUnits';
import type { AttributionBatch, AttributionFigures, AttributionPanelView, PlayerFigures, SensitivityView, ToAttributionPanel } from '../../src/shared/attributionProtocol';
import { attributionProtocolVersion as version } from '../../src/shared/attributionProtocol';
import { randomNumbers, sampleTokens } from './sampleView';

export const samplePrompt = 'A customer wants a refund for a broken kettle, but the guarantee ended two weeks ago. Answer politely, and do not promise money.';
const chosen = 'I am sorry about the kettle. The guarantee has ended, so I cannot refund it, but I can offer a repair at half price.';
const rejected = 'We will send the money back today. Please keep the kettle.';

export function attributionView(changes: Partial<AttributionPanelView> = {}, prompt = samplePrompt): AttributionPanelView {
  const response = (name: string, text: string, seed: number): AttributionPanelView['responses'][number] => ({
    name,
    text,
    tokens: sampleTokens(text, seed).map(({ text: token, start, end, special }) => ({ text: token, start, end, special })),
  });
  return {
    game: 1,
    place: { kind: 'pair', file: 'preferences.jsonl', row: 6, pair: 0, line: 7 },
    policyName: 'preflens-policy',
    referenceName: 'preflens-reference',
    convention: 'trl',
    prompt: [{ role: '', content: prompt }],
    players: textUnits(prompt, 'word').map(({ start, end }) => ({ message: 0, start, end })),
    responses: [response('chosen', chosen, 3), response('rejected', rejected, 5)],
    hasReference: true,
    choice: { unit: { kind: 'word' }, removal: { kind: 'delete' }, method: 'auto', budget: 512, precision: 0.025 },
    units: ['token', 'word', 'sentence', 'line', 'pattern'],
    removals: ['delete', 'delete-text', 'mask', 'baseline'],
    targets: [{ kind: 'margin', beta: 0.1 }, { kind: 'response', response: 0 }, { kind: 'response', response: 1 }, { kind: 'likelihoodMargin' }],
    budgets: [128, 256, 512, 1024],
    notes: [],
    ...changes,
  };
}

export function attributionFigures(view: AttributionPanelView, changes: Partial<AttributionFigures> = {}, seed = 7): AttributionFigures {
  const random = randomNumbers(seed);
  const players = view.players.map(({ message, start, end }): PlayerFigures => {
    const lowInformation = isLowInformation((view.prompt[message]?.content ?? '').slice(start, end));
    const value = (random() - 0.45) * (lowInformation ? 0.2 : 1.2) * random();
    const standardError = 0.02 + 0.06 * random();
    return { value, standardError, low: value - 1.96 * standardError, high: value + 1.96 * standardError, tokens: 1, lowInformation };
  });
  const total = players.reduce((sum, { value }) => sum + value, 0);
  return {
    game: view.game,
    activity: 'done',
    problem: null,
    target: view.targets[0] ?? { kind: 'response', response: 0 },
    method: 'process',
    seed: 1,
    evaluations: 312,
    forecast: 512,
    seconds: 2.4,
    exact: false,
    empty: -0.52,
    full: -0.52 + total,
    residual: 0,
    players,
    tokenNoise: { share: 0.21, low: 0.17, high: 0.25 },
    interactions: null,
    tokenEffects: view.responses.map(({ tokens }) => tokens.map(() => (random() - 0.4) * 3 * random())),
    ...changes,
  };
}

/** Of every two units, strongest first. */
export function sampleInteractions(players: number): NonNullable<AttributionFigures['interactions']> {
  const random = randomNumbers(11);
  const all = Array.from({ length: players }, (_, first) => Array.from({ length: players - first - 1 }, (_unused, index) => ({ first, second: first + index + 1, value: (random() - 0.5) * random() * 0.4, standardError: 0.03 }))).flat();
  return all.sort((left, right) => Math.abs(right.value) - Math.abs(left.value));
}

export function sampleSensitivity(view: AttributionPanelView): SensitivityView {
  const names = ['Twice the spaces', 'Lower case', 'Without the last point', 'With “please”', 'In quotation marks'];
  const variants = names.map((name, index) => ({ kind: 'rewrite', name, value: 0.4 - 0.13 * index }));
  return { game: view.game, activity: 'done', problem: null, target: view.targets[0]!, done: 5, total: 5, original: 0.31, variants, signChanges: 1, posix: [0.042, 0.051], optionBias: null, leftOut: 0 };
}

export function sampleBatch(changes: Partial<AttributionBatch> = {}): AttributionBatch {
  const words = ['not', 'refund', 'please', 'the', 'kettle', 'never', 'sorry', 'a'];
  return {
    file: 'preferences.jsonl',
    activity: 'done',
    rowsChosen: '12 rows with the lowest reward margin',
    target: { kind: 'margin', beta: 0.1 },
    removal: { kind: 'delete' },
    done: 12,
    total: 12,
    evaluations: 3120,
    seconds: 31.2,
    words: words.map((word, index) => {
      const mean = (index % 2 === 0 ? 1 : -1) * (0.4 - index * 0.04);
      return { word, count: 14 - index, rows: 9 - index, size: { mean: Math.abs(mean) + 0.02, low: 0.01, high: 0.5 }, effect: { mean, low: mean - 0.1, high: mean + 0.1 }, lowInformation: isLowInformation(word) };
    }),
    wordsOmitted: 0,
    tokenNoise: { share: 0.34, low: 0.27, high: 0.41 },
    rows: Array.from({ length: 11 }, (_, row) => ({ row, noise: 0.2 + row / 50, strongest: words[row % words.length]! })),
    failures: [{ row: 40, reason: 'The prompt alone fills the maximal length.' }],
    ...changes,
  };
}

export function showMessage(view: AttributionPanelView): ToAttributionPanel {
  return { version, type: 'show', view };
}

export function figuresMessage(figures: AttributionFigures): ToAttributionPanel {
  return { version, type: 'figures', figures };
}
