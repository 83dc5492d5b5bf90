import { readFileSync } from 'node:fs';
import path from 'node:path';

import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import type { PairTexts } from '../../src/core/dataset/preferencePair';
import { RecentPlaces } from '../../src/core/dataset/rowPlaces';
import { openRowSource } from '../../src/io/openRowSource';

/** Pairs with labels that are taken as true. */
export interface BaseFile {
  readonly name: string;
  readonly pairs: readonly PairTexts[];
  /** What the embedded models may be asked: false where they were trained on the pairs. */
  readonly models: boolean;
}

type HeldOut = Readonly<Record<string, readonly number[]>>;

const trainedPersonas = ['agreeableness', 'believes-life-has-no-meaning', 'conscientiousness', 'desire-for-acquiring-power', 'interest-in-art', 'interest-in-science', 'narcissism', 'openness'];
const unseenPersonas = ['cognitive-enhancement', 'extraversion', 'optionality-increasing', 'risk-averse'];
const harmless = 'hh-rlhf/harmless-base-test.first1500.jsonl.gz';
const instructions = 'rasbt/instruction-data-with-preference.first800.json';
const orca = 'openai-dpo/orca_dpo_pairs-validation.jsonl';
const others = ['llama-factory/dpo_en_demo.json', 'llama-factory/v1_dpo_demo.jsonl', 'open-assistant/en_100_tree.jsonl.gz', 'open-instruct/preference_sample.jsonl', orca];

/** The files of the benchmark. The embedded models were trained on parts of the data: where they are asked, only pairs that no stage of their training saw. */
export async function baseFiles(root: string, data: string): Promise<readonly BaseFile[]> {
  const heldOut = JSON.parse(readFileSync(path.join(root, 'tools/train/heldout.json'), 'utf8')) as HeldOut;
  const kept = (files: readonly string[]) => Promise.all(files.map((file) => readPairs(data, file, heldOut[file] ?? []))).then((lists) => lists.flat());
  const whole = async (files: readonly string[], most: number) => (await Promise.all(files.map((file) => readPairs(data, file, null)))).flatMap((pairs) => pairs.slice(0, most));
  const persona = (name: string) => `anthropic-evals/${name}.jsonl`;
  return [
    { name: 'instructions (held out)', pairs: await kept([instructions]), models: true },
    { name: 'harmless (held out)', pairs: await kept([harmless]), models: true },
    { name: 'assorted (held out)', pairs: await kept([instructions, harmless, ...others]), models: true },
    { name: 'personas (held out)', pairs: await kept(trainedPersonas.map(persona)), models: true },
    { name: 'personas (unseen)', pairs: await whole(unseenPersonas.map(persona), 150), models: true },
    { name: 'instructions', pairs: await whole([instructions], Infinity), models: false },
    { name: 'Orca', pairs: await whole([orca], Infinity), models: false },
    { name: 'harmless', pairs: await whole([harmless], Infinity), models: false },
    { name: 'Open Assistant', pairs: await whole(['open-assistant/en_100_tree.jsonl.gz'], Infinity), models: false },
    { name: 'Open Assistant (Chinese)', pairs: await whole(['llama-factory/oaast_rm_zh.json'], 600), models: true },
    { name: 'LLaMA-Factory', pairs: await whole(['llama-factory/dpo_en_demo.json'], Infinity), models: false },
    { name: 'open-instruct', pairs: await whole(['open-instruct/preference_sample.jsonl'], Infinity), models: false },
  ];
}

/** Pairs of the rows named, or of all; those whose responses differ. */
async function readPairs(data: string, file: string, rows: readonly number[] | null): Promise<readonly PairTexts[]> {
  const source = await openRowSource(path.join(data, file));
  try {
    const reader = await openDatasetReader(source);
    const places = new RecentPlaces();
    const wanted = rows && new Set(rows);
    const pairs: PairTexts[] = [];
    for await (const chunk of source.locate()) {
      for (const location of chunk) {
        const row = await reader.read(source, location, places.at);
        places.add(location);
        if (row.kind === 'read' && (!wanted || wanted.has(location.row))) pairs.push(...row.pairs.map(({ texts }) => texts));
      }
    }
    return pairs.filter(({ chosen, rejected }) => JSON.stringify(chosen) !== JSON.stringify(rejected));
  } finally {
    await source.close();
  }
}
