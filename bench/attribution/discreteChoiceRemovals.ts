import { attributeSet, type SetPrompt } from '../../src/app/attribution/attributeSet';
import { meanInterval, type MeanInterval } from '../../src/core/attribution/attributionSet';
import type { GameHost } from '../../src/core/attribution/promptGame';
import type { RemovalChoice } from '../../src/core/attribution/promptUnit';
import { studyPrompts } from './discreteChoicePrompts';

/** Each with its seed: what another seed changes is sampling, what is beyond that is the removal. */
const removals: readonly (readonly [string, RemovalChoice, number])[] = [
  ['delete', { kind: 'delete' }, 1],
  ['delete, another seed', { kind: 'delete' }, 2],
  ['delete-text', { kind: 'delete-text' }, 1],
  ['mask', { kind: 'mask', token: null }, 1],
  ['baseline "…"', { kind: 'baseline', texts: '…' }, 1],
];
const everyNth = 20;
const budget = 640;

interface Figures {
  readonly empty: number;
  readonly noise: number;
  readonly values: readonly number[];
}

/** How the same prompts come out under each removal, as Markdown. */
export async function removalTable(models: GameHost): Promise<string> {
  const prompts = studyPrompts().filter((_, index) => index % everyNth === 0);
  const byRemoval = new Map<string, readonly Figures[]>();
  for (const [name, removal, seed] of removals) byRemoval.set(name, await figuresOf(models, prompts.map(({ prompt }) => prompt), removal, seed));
  const first = byRemoval.get('delete') ?? [];
  const rows = [...byRemoval].map(([name, figures]) => {
    const likeness = figures.map(({ values }, index) => rankCorrelation(values, first[index]?.values ?? []));
    const shared = figures.map(({ values }, index) => sharedTop(values, first[index]?.values ?? []));
    return `| ${name} | ${meanText(figures.map(({ empty }) => empty))} | ${meanText(figures.map(({ noise }) => noise))} | ${meanText(likeness)} | ${meanText(shared)} |`;
  });
  return [
    `${String(prompts.length)} of the prompts under each removal, ${String(budget)} evaluations each; mean (95 % interval)`,
    '',
    '| removal | v(∅), nats | token noise | rank correlation of \\|φ\\| with delete | of the three strongest words shared with delete |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

async function figuresOf(models: GameHost, prompts: readonly string[], removal: RemovalChoice, seed: number): Promise<readonly Figures[]> {
  const set = prompts.map((prompt, row): SetPrompt => ({ row, template: '', texts: { format: 'standard', prompt, responses: [' A', ' B'] } }));
  const figures: Figures[] = [];
  const settings = { view: { unit: { kind: 'word' }, removal, method: 'auto' }, target: { kind: 'logOdds', option: 0 }, seed, budget, precision: 0, sensitivity: false } as const;
  for await (const result of attributeSet(models, set, settings)) {
    if (result.kind !== 'attributed') throw new Error(result.reason);
    const { empty, tokenNoise, players } = result.attribution;
    figures.push({ empty: empty ?? NaN, noise: tokenNoise?.share ?? NaN, values: (players ?? []).map(({ value }) => Math.abs(value)) });
  }
  return figures;
}

/** Spearman's. */
function rankCorrelation(first: readonly number[], second: readonly number[]): number {
  const [a, b] = [ranksOf(first), ranksOf(second)];
  const mean = (a.length - 1) / 2;
  const product = a.reduce((sum, rank, index) => sum + (rank - mean) * ((b[index] ?? 0) - mean), 0);
  return product / a.reduce((sum, rank) => sum + (rank - mean) ** 2, 0);
}

function ranksOf(values: readonly number[]): readonly number[] {
  return values.map((value, index) => values.filter((other, at) => other < value || (other === value && at < index)).length);
}

function sharedTop(first: readonly number[], second: readonly number[]): number {
  const top = (values: readonly number[]) => values.map((_, index) => index).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0)).slice(0, 3);
  const wanted = top(second);
  return top(first).filter((index) => wanted.includes(index)).length;
}

function meanText(values: readonly number[]): string {
  const mean: MeanInterval | null = meanInterval(values);
  return mean ? `${mean.mean.toFixed(2)} (${mean.low.toFixed(2)} to ${mean.high.toFixed(2)})` : '–';
}
