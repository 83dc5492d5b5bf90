import { ReviewQueue } from '../../../core/noise/review/reviewQueue';
import type { SampleChoice, SampledPair } from '../../../core/noise/review/randomSample';
import { sampleItem, sampleRules, type SampleItem } from '../../../core/noise/review/sampleRules';
import type { ReviewAgenda } from './reviewAgenda';

/** Pairs drawn at random, in the order in which they were drawn. */
export function sampleAgenda({ seed, size }: SampleChoice, pairs: readonly SampledPair[]): ReviewAgenda<SampleItem> {
  const items = pairs.map(sampleItem);
  return {
    begin: ({ sample }) => (sample?.seed === seed && sample.size === size ? null : { kind: 'sample', seed, size }),
    queue: (log) => new ReviewQueue<SampleItem>(items, sampleRules(log)),
  };
}
