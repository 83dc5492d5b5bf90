import type { ModelSetIdentity } from '../../ports';
import type { FindingCollector, PairPlace } from './findingCollector';

/** What decides how much of a pair is left. */
export type TruncationRule = Pick<ModelSetIdentity, 'convention' | 'maxLength'>;

interface MeasuredResponse {
  readonly tokenCount: number;
  readonly truncated: boolean;
}

interface MeasuredPair {
  readonly promptTokenCount: number;
  readonly chosen: MeasuredResponse;
  readonly rejected: MeasuredResponse;
  readonly normalizedEditDistance: number;
}

/** What a scorer measured of a pair, or the code of why it could not. */
export type MeasuredTruncation = { readonly pair: MeasuredPair } | { readonly failure: string };

/**
 * Reports what the maximal length of a convention does to a pair, by what a scorer measured of it: numbers of the tokenizer, no guess from characters.
 * A response that was empty before is no matter of truncation.
 */
export function reportTruncation(place: PairPlace, measured: MeasuredTruncation, rule: TruncationRule, collector: FindingCollector): void {
  const under = { convention: rule.convention, maxLength: rule.maxLength };
  if (!('failure' in measured)) reportCuts(place, measured.pair, under, collector);
  else if (measured.failure === 'prompt-fills-max-length') {
    collector.report(place, 'prompt-too-long', `The prompt alone fills the ${String(rule.maxLength)} tokens that ${rule.convention} keeps, so nothing is left of the responses.`, under);
  }
}

function reportCuts(place: PairPlace, { chosen, rejected, promptTokenCount, normalizedEditDistance }: MeasuredPair, under: TruncationRule, collector: FindingCollector): void {
  const sides = [['chosen', chosen], ['rejected', rejected]] as const;
  const emptied = sides.filter(([, { truncated, tokenCount }]) => truncated && tokenCount === 0);
  for (const [side] of emptied) {
    collector.report(place, 'truncated-empty', `Nothing is left of the ${side} response: the prompt has ${String(promptTokenCount)} of the ${String(under.maxLength)} tokens that are kept.`, { side, promptTokens: promptTokenCount, ...under });
  }
  if (emptied.length > 0) return;
  if (chosen.truncated && rejected.truncated && normalizedEditDistance === 0) {
    const tokens = chosen.tokenCount;
    collector.report(place, 'truncated-identical', `After truncation both responses are the same ${String(tokens)} tokens.`, { tokens, promptTokens: promptTokenCount, ...under });
    return;
  }
  for (const [side, { truncated, tokenCount }] of sides) {
    if (truncated) collector.report(place, 'truncated-response', `The ${side} response is cut off after ${String(tokenCount)} tokens.`, { side, tokens: tokenCount, promptTokens: promptTokenCount, ...under });
  }
}
