import type { LengthReading } from '../evidence/combineEvidence';
import { isPreciseRate } from '../rate/isPreciseRate';
import type { Judgement } from '../verdict/judgement';

/** One or two plain sentences about the noise rate: what it rests on, or why there is none. */
export function noiseRateReason(judgement: Judgement | null): string {
  if (judgement === null) return 'No model and no probe was asked, so nothing is known of the labels.';
  const { length } = judgement.combined;
  if (length === 'unknown') return lengthSentences.unknown;
  return `${rateSentence(judgement)}${length === null ? '' : lengthSentences[length]}`;
}

const lengthSentences: Readonly<Record<LengthReading, string>> = {
  bias: ' Labels follow the longer response more than the evidence explains, so length was kept from vouching for them.',
  truth: ' Labels follow the longer response, also where strong evidence leaves them free to, so length was taken as a reason to prefer it.',
  unknown: 'Labels follow the longer response more than the evidence explains. Whether longer responses are better here or the labels are biased cannot be told from the file, so their share of wrong ones is not known.',
};

function rateSentence({ rate: { interval, identified }, errorsFollowLength }: Judgement): string {
  if (errorsFollowLength) {
    return 'Labels contradict the evidence the more often the more the two responses differ in length, as wrong labels that follow length do, and what learned from such labels confirms them: their share cannot be told.';
  }
  if (interval === null) return 'No source of evidence predicts the labels of this file better than a coin, so nothing is known of their noise.';
  if (!identified) {
    return `The labels of this file can be predicted too poorly to tell wrong labels from labels that the evidence does not understand: up to ${percent(interval.high)} may be wrong.`;
  }
  if (!isPreciseRate(interval)) {
    return `The evidence of this file leaves room for ${percent(interval.low)} to ${percent(interval.high)} of wrong labels, too much for one figure.`;
  }
  return `Of ${percent(interval.estimate)} of the labels the evidence says the opposite however sure it is; where it errs in spite of being sure, the true rate is lower.`;
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}
