import type { Page } from 'playwright-core';

import { compareScoreSets } from '../../src/core/compare/comparison';
import type { ComparedSide } from '../../src/core/compare/comparisonRecord';
import type { Matching } from '../../src/core/compare/matchPairs';
import type { ScoreSet } from '../../src/core/compare/scoreSet';
import { ScoreSetBuilder } from '../../src/core/compare/scoreSetBuilder';
import { compareView } from '../../src/editor/compare/compareView';
import type { LoadedSide } from '../../src/editor/compare/loadSide';
import { compareProtocolVersion, type CompareView } from '../../src/shared/compareProtocol';
import { inOneGo } from '../unit/noise/inOneGo';

const side: ComparedSide = { file: 'helpful.jsonl', scores: null, pairs: 0, unscored: 0, convention: 'trl', beta: 0.1, precision: 'fp32', policyHash: '71a3f1cb5d76900d', referenceHash: 'a3b3671b852c859f' };

export interface SampleCompare {
  readonly count: number;
  readonly matching?: Matching;
  readonly firstName?: string;
}

/** Two policies that mostly agree, from a seed. Pair 7 flips most of all; by content every twentieth label is swapped. */
export function sampleCompare({ count, matching = 'place', firstName = 'helpful.jsonl, smol-policy' }: SampleCompare): CompareView {
  const [first, second] = [new ScoreSetBuilder(), new ScoreSetBuilder()];
  let state = 7;
  const uniform = (): number => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  for (let row = 0; row < count; row++) {
    const shared = 0.4 + normal();
    const [a, b] = row === 7 ? [6, -5] : [shared + 0.3 * normal(), 0.8 * shared + 0.3 * normal()];
    const isTurned = matching === 'content' && row % 20 === 0;
    const place = { row, line: row + 1, pair: 0 };
    first.add(place, { rewardMargin: a, likelihoodMargin: a }, { low: row, high: row, isTurned: false });
    second.add({ ...place, row: row + 3 }, { rewardMargin: isTurned ? -b : b, likelihoodMargin: b }, { low: row, high: row, isTurned });
  }
  return viewOf(first.build(), second.build(), matching, firstName);
}

function viewOf(first: ScoreSet, second: ScoreSet, matching: Matching, firstName: string): CompareView {
  const inSecond = matching === 'place' ? { ...second, row: first.row } : second;
  const loaded = (name: string): LoadedSide => ({ name, about: { ...side, pairs: first.length }, collected: { set: first, problem: null, provenance: null }, side: { kind: 'written' } as LoadedSide['side'] });
  return inOneGo(compareView)(loaded(firstName), loaded('helpful.jsonl, smol-policy-v2'), inOneGo(compareScoreSets)(first, inSecond, matching));
}

/** Typed arrays do not survive the way into the page, so they are made anew there. */
export async function showCompare(page: Page, view: CompareView, version = compareProtocolVersion): Promise<void> {
  const plain = JSON.stringify({ version, type: 'show', view }, (_, value: unknown) => (ArrayBuffer.isView(value) ? { typed: value.constructor.name, values: [...(value as Float32Array)] } : value));
  await page.evaluate((text) => {
    const message: unknown = JSON.parse(text, (_, value: { typed?: string; values?: number[] } | null) => {
      if (typeof value !== 'object' || value?.typed === undefined) return value;
      return new (window as unknown as Record<string, new (values: number[]) => unknown>)[value.typed]!(value.values ?? []);
    });
    window.postMessage(message, '*');
  }, plain);
}
