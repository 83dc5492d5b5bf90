import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { attributeSet, type SetPrompt, type SetResult, type SetSettings } from '../../src/app/attribution/attributeSet';
import { summarizeSet, meanInterval, type MeanInterval, type SetSummary } from '../../src/core/attribution/attributionSet';
import type { NoiseShare } from '../../src/core/attribution/tokenNoise';
import { embeddedModels } from '../../src/engine/embeddedModels';
import { WorkerScorer } from '../../src/engine/workerScorer';
import { removalTable } from './discreteChoiceRemovals';
import { studyPrompts, type StudyPrompt } from './discreteChoicePrompts';

/** Words that say nothing where they are put; the one that moves the first prompts most is planted in all. */
const candidates = ['well', 'so', 'the', 'of', 'and', 'uh', '...', '--', 'a', 'it'];
/** Evaluations a prompt, where a planted word is looked for. */
const candidateBudget = 48;

type Attributed = Extract<SetResult, { kind: 'attributed' }>;

/** Token noise, label bias and position bias of the embedded policy on 120 discrete choices, as Markdown on standard output. */
export async function discreteChoiceStudy(root: string, workerFile: string, budget: number, csv: string | undefined): Promise<void> {
  if (csv !== undefined) writeFileSync(csv, csvOf(studyPrompts()));
  const cacheFolder = path.join(root, '.cache', 'bench', 'models');
  mkdirSync(cacheFolder, { recursive: true });
  const log = { info: () => undefined, warn: console.error, error: console.error };
  const models = new WorkerScorer({ workerFile, policy: embeddedModels(root).policy, reference: null, convention: 'trl', maxLength: 1024, threads: 0, background: false, cacheFolder, log });
  try {
    const plain = await attributed(models, studyPrompts(), { budget, sensitivity: true });
    const planted = await plantedIn(models);
    const withNoise = await attributed(models, studyPrompts(planted), { budget, sensitivity: false });
    console.log(`${report(plain, withNoise, planted, budget)}\n\n${await removalTable(models)}`);
  } finally {
    await models.dispose();
  }
}

function settings(chosen: Pick<SetSettings, 'budget' | 'sensitivity'>): SetSettings {
  return { ...chosen, view: { unit: { kind: 'word' }, removal: { kind: 'delete' }, method: 'auto' }, target: { kind: 'logOdds', option: 0 }, seed: 1, precision: 0 };
}

async function attributed(models: WorkerScorer, prompts: readonly StudyPrompt[], chosen: Pick<SetSettings, 'budget' | 'sensitivity'>): Promise<readonly Attributed[]> {
  const set = prompts.map(({ template, prompt }, row): SetPrompt => ({ row, template, texts: { format: 'standard', prompt, responses: [' A', ' B'] } }));
  const results: Attributed[] = [];
  for await (const result of attributeSet(models, set, settings(chosen))) {
    if (result.kind !== 'attributed') throw new Error(result.reason);
    results.push(result);
    process.stderr.write(`\r${String(results.length)} of ${String(set.length)} prompts`);
  }
  process.stderr.write('\n');
  return results;
}

/** The candidate with the largest mean |φ| on one prompt of each template. */
async function plantedIn(models: WorkerScorer): Promise<string> {
  let [best, largest] = ['', -1];
  for (const candidate of candidates) {
    const all = studyPrompts(candidate);
    const some = all.filter(({ template }, index) => all.findIndex((other) => other.template === template) === index);
    const results = await attributed(models, some, { budget: candidateBudget, sensitivity: false });
    const effect = results.reduce((sum, result) => sum + Math.abs(plantedValue(result, candidate)?.value ?? 0), 0);
    if (effect > largest) [best, largest] = [candidate, effect];
  }
  return best;
}

/** The planted word is the last of its kind in front of the closing words. */
function plantedValue({ attribution }: Attributed, planted: string) {
  return attribution.players?.findLast(({ text }) => text.trim() === planted);
}

function report(plain: readonly Attributed[], withNoise: readonly Attributed[], planted: string, budget: number): string {
  const [summary, noisy] = [summaryOf(plain), summaryOf(withNoise)];
  const values = withNoise.map((result) => plantedValue(result, planted)?.value ?? 0);
  const ranks = withNoise.map((result) => rankOf(result, planted));
  const first = ranks.filter((rank) => rank <= 3).length / ranks.length;
  return [
    `${String(plain.length)} prompts, ${String(budget)} evaluations each, by word, removal delete, log-odds of A against B; mean (95 % interval)`,
    '',
    '| figure | value |',
    '|---|---|',
    `| token noise | ${shareText(summary.tokenNoise)} |`,
    ...summary.templates.map(({ name, prompts, tokenNoise, value }) => `| … given “${name}” (${String(prompts)}) | ${shareText(tokenNoise)}; log-odds of A ${meanText(value)} |`),
    ...(summary.optionBias?.labels ?? []).map((bias, label) => `| label bias of ${label === 0 ? 'A' : 'B'} (mean probability − ½) | ${meanText(bias)} |`),
    ...(summary.optionBias?.positions ?? []).map((bias, position) => `| position bias of the ${position === 0 ? 'first' : 'second'} option | ${meanText(bias)} |`),
    `| token noise with “${planted}” planted in every prompt | ${shareText(noisy.tokenNoise)} |`,
    `| φ of the planted “${planted}” | ${meanText(meanInterval(values))} nats |`,
    `| prompts in which it is among the three strongest words | ${(first * 100).toFixed(0)} % |`,
    '',
    exampleOf(withNoise, planted),
  ].join('\n');
}

/** The prompt in which the planted word counts most. */
function exampleOf(results: readonly Attributed[], planted: string): string {
  const strongest = [...results].sort((a, b) => Math.abs(plantedValue(b, planted)?.value ?? 0) - Math.abs(plantedValue(a, planted)?.value ?? 0))[0];
  if (!strongest) return '';
  const { attribution, prompt } = strongest;
  const words = [...(attribution.players ?? [])].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 5);
  const text = prompt.texts.format === 'standard' ? prompt.texts.prompt : '';
  return [
    `Where “${planted}” counts most: ${JSON.stringify(text)}`,
    '',
    '| word | φ (nats, ± half of a 95 % interval) | little information |',
    '|---|---|---|',
    ...words.map(({ text: word, value, high, lowInformation }) => `| ${word.trim()} | ${value.toFixed(2)} ± ${(high - value).toFixed(2)} | ${lowInformation ? 'yes' : 'no'} |`),
  ].join('\n');
}

function rankOf(result: Attributed, planted: string): number {
  const size = Math.abs(plantedValue(result, planted)?.value ?? 0);
  return (result.attribution.players ?? []).filter(({ value }) => Math.abs(value) > size).length + 1;
}

function summaryOf(results: readonly Attributed[]): SetSummary {
  return summarizeSet(results.map(({ prompt, attribution, sensitivity }) => ({ template: prompt.template, value: attribution.full, tokenNoise: attribution.tokenNoise, optionBias: sensitivity?.optionBias ?? null })));
}

function shareText(noise: NoiseShare | null): string {
  return noise ? `${(noise.share * 100).toFixed(1)} % (${(noise.low * 100).toFixed(1)} to ${(noise.high * 100).toFixed(1)})` : '–';
}

function meanText(mean: MeanInterval | null): string {
  return mean ? `${mean.mean.toFixed(4)} (${mean.low.toFixed(4)} to ${mean.high.toFixed(4)})` : '–';
}

function csvOf(prompts: readonly StudyPrompt[]): string {
  return ['prompt,options,template', ...prompts.map(({ prompt, template }) => `"${prompt.replaceAll('"', '""')}",A|B,"${template}"`), ''].join('\n');
}
