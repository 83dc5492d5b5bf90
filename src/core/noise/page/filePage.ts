import type { EvidenceName, FilePage, Interval, PreferenceCoefficient } from '../lintReport';
import type { JudgedPairs } from '../verdict/judgePairs';
import type { Judgement } from '../verdict/judgement';
import { cohenKappa } from './cohenKappa';
import type { FileCensus } from './fileCensus';
import { lengthBias } from './lengthBias';
import { noiseRateReason } from './noiseRateReason';
import { sliceFigures } from './sliceFigures';

/** What a probe says of the file as a whole. */
export interface ProbeFigures {
  readonly ceiling: Interval | null;
  readonly preferences: readonly PreferenceCoefficient[];
}

/** Everything a curator asks of a file as a whole. */
export function filePage({ pairs, evidence, judgement }: JudgedPairs, census: FileCensus, probe: ProbeFigures): FilePage {
  const margins = evidence?.scoresOf('implicit-reward') ?? null;
  return {
    noiseRate: judgement?.rate.interval ?? null,
    noiseRateReason: noiseRateReason(judgement),
    noiseRateBySource: judgement ? ratesBySource(judgement) : {},
    ceiling: probe.ceiling,
    agreement: evidence ? agreements(evidence.sources, (source) => evidence.scoresOf(source)) : [],
    lengthBias: lengthBias(pairs, margins),
    preferences: probe.preferences,
    slices: sliceFigures(census, judgement, margins),
  };
}

function ratesBySource({ rates }: Judgement): FilePage['noiseRateBySource'] {
  return Object.fromEntries([...rates].flatMap(([source, { interval }]) => (interval ? [[source, interval]] : [])));
}

function agreements(sources: readonly EvidenceName[], scoresOf: (source: EvidenceName) => Float64Array | null): FilePage['agreement'] {
  return sources.flatMap((first, position) =>
    sources.slice(position + 1).flatMap((second) => {
      const [a, b] = [scoresOf(first), scoresOf(second)];
      const agreement = a && b && cohenKappa(a, b);
      return agreement ? [{ first, second, ...agreement }] : [];
    }),
  );
}
