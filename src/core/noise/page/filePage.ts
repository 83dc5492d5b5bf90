import type { EvidenceName, FilePage, Interval, PreferenceCoefficient } from '../lintReport';
import type { Steps } from '../steps';
import type { JudgedPairs } from '../verdict/judgePairs';
import type { Judgement } from '../verdict/judgement';
import { sourceAgreement } from './sourceAgreement';
import type { FileCensus } from './fileCensus';
import { lengthBias } from './lengthBias';
import { noiseRateReason } from './noiseRateReason';
import { sliceFigures } from './sliceFigures';

/** What a probe says of the file as a whole. */
export interface ProbeFigures {
  readonly ceiling: Interval | null;
  readonly preferences: readonly PreferenceCoefficient[];
}

/** Everything a curator asks of a file as a whole, as far as texts and evidence tell it. */
export function* filePage({ pairs, evidence, judgement }: JudgedPairs, census: FileCensus, probe: ProbeFigures): Steps<Omit<FilePage, 'auditedRate'>> {
  const margins = evidence?.scoresOf('implicit-reward') ?? null;
  return {
    noiseRate: judgement?.rate.interval ?? null,
    noiseRateReason: noiseRateReason(judgement),
    noiseRateBySource: judgement ? ratesBySource(judgement) : {},
    ceiling: probe.ceiling,
    agreement: evidence ? yield* agreements(evidence.sources, (source) => evidence.scoresOf(source)) : [],
    lengthBias: yield* lengthBias(pairs, margins),
    preferences: probe.preferences,
    slices: yield* sliceFigures(census, judgement, margins),
  };
}

function ratesBySource({ rates }: Judgement): FilePage['noiseRateBySource'] {
  return Object.fromEntries([...rates].flatMap(([source, { interval }]) => (interval ? [[source, interval]] : [])));
}

function* agreements(sources: readonly EvidenceName[], scoresOf: (source: EvidenceName) => Float64Array | null): Steps<FilePage['agreement']> {
  const agreed: FilePage['agreement'][number][] = [];
  for (const [position, first] of sources.entries()) {
    for (const second of sources.slice(position + 1)) {
      const [a, b] = [scoresOf(first), scoresOf(second)];
      const agreement = a && b && (yield* sourceAgreement(a, b));
      if (agreement) agreed.push({ first, second, ...agreement });
    }
  }
  return agreed;
}
