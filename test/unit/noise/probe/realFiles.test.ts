import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { openDatasetReader } from '../../../../src/core/dataset/openDatasetReader';
import type { PreferencePair } from '../../../../src/core/dataset/preferencePair';
import { RecentPlaces } from '../../../../src/core/dataset/rowPlaces';
import { textFeatureNames } from '../../../../src/core/noise/features/textFeatureTable';
import { TextFeatures } from '../../../../src/core/noise/features/textFeatures';
import { filePreferences } from '../../../../src/core/noise/probe/filePreferences';
import { GroupNumbers } from '../../../../src/core/noise/probe/groupNumbers';
import type { ProbeProblem } from '../../../../src/core/noise/probe/probeProblem';
import { RowMatrix } from '../../../../src/core/noise/probe/rowMatrix';
import { RandomSource } from '../../../../src/core/statistics/randomSource';
import { contentHash } from '../../../../src/io/contentHash';
import { openRowSource } from '../../../../src/io/openRowSource';
import { temporaryFolder } from '../../io/temporaryFolder';
import { trained } from './trainProbe';

const folder = temporaryFolder();

/** Runs where the file is there, and says what is missing where it is not. */
function onRealFile(name: string, what: string, test: (pairs: readonly PreferencePair[]) => void): void {
  const file = resolve('../shared/data/preferences', name);
  const present = existsSync(file);
  it.skipIf(!present)(present ? what : `${what} (skipped: ${name} is not beside the repository)`, async () => test(await pairsOf(file)));
}

async function pairsOf(file: string): Promise<PreferencePair[]> {
  const source = await openRowSource(file, { cacheFolder: folder.path('cache') });
  const reader = await openDatasetReader(source);
  const places = new RecentPlaces();
  const pairs: PreferencePair[] = [];
  for await (const locations of source.locate()) {
    for (const location of locations) {
      const row = await reader.read(source, location, places.at);
      places.add(location);
      if (row.kind === 'read') pairs.push(...row.pairs);
    }
  }
  await source.close();
  return pairs;
}

function problemOf(pairs: readonly PreferencePair[], isFlipped: (pair: number) => boolean = () => false): ProbeProblem {
  const [features, matrix, groups] = [new TextFeatures(), new RowMatrix(textFeatureNames.length), new GroupNumbers(contentHash)];
  for (const [index, { texts }] of pairs.entries()) {
    const difference = features.difference(texts);
    matrix.add(isFlipped(index) ? difference.map((value) => -value) : difference);
    groups.add(texts);
  }
  return { differences: matrix.all(), features: matrix.columns, groups: groups.all() };
}

const options = { seed: 1, coefficients: true, control: textFeatureNames.indexOf('characters') };

describe('published files', () => {
  onRealFile('hh-rlhf/harmless-base-test.first1500.jsonl.gz', 'HH-RLHF harmless is hard to predict, and prefers responses that decline', (pairs) => {
    const probe = trained(problemOf(pairs), options);
    expect(probe.accuracy.estimate).toBeGreaterThan(0.55);
    expect(probe.accuracy.estimate).toBeLessThan(0.68);
    expect(probe.calibrationError).toBeLessThan(0.05);
    const preferences = filePreferences(probe, textFeatureNames);
    const of = (name: string) => preferences.find(({ feature }) => feature === name)!;
    for (const name of ['negation', 'apology', 'refusal', 'firstPerson']) expect([name, of(name).low > 0]).toEqual([name, true]);
  });

  onRealFile('openai-dpo/orca_dpo_pairs-validation.jsonl', 'pairs of a strong and a weak model are told apart by form alone', (pairs) => {
    const probe = trained(problemOf(pairs), options);
    expect(probe.accuracy.low).toBeGreaterThan(0.93);
    expect(probe.confidentNoiseRate).toBeLessThan(0.05);
  });

  onRealFile('rasbt/instruction-data-with-preference.first800.json', 'of a fifth of labels that are turned round most are found', (pairs) => {
    const random = new RandomSource(77);
    const flipped = pairs.map(() => random.unit() < 0.2);
    const probe = trained(problemOf(pairs, (pair) => flipped[pair] ?? false), options);
    const found = Array.from(probe.issues, (pair) => flipped[pair]);
    const hits = found.filter(Boolean).length;
    expect(hits / flipped.filter(Boolean).length).toBeGreaterThan(0.5);
    expect(hits / found.length).toBeGreaterThan(0.6);
  });
});
