import { AttributionRefusedError } from '../errors';
import type { AttributionTarget } from './attributionTarget';
import type { CoalitionLogProbabilities, GameOpening } from './promptGame';

/** One coalition's log-probabilities as one list: of the policy response by response, then of the reference. */
export function flatLogProbabilities({ policy, reference }: CoalitionLogProbabilities): Float64Array {
  const rows = [...policy, ...(reference ?? [])];
  const flat = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let offset = 0;
  for (const row of rows) {
    flat.set(row, offset);
    offset += row.length;
  }
  return flat;
}

/** Numbers that are kept of each coalition of a game. */
export function flatLength({ responses, hasReference }: GameOpening): number {
  return responses.reduce((sum, tokens) => sum + tokens.length, 0) * (hasReference ? 2 : 1);
}

/** Reads the value of a coalition from its flat log-probabilities. */
export type TargetReader = (flat: Float64Array) => number;

/** How a target is read in a game. Throws AttributionRefusedError where the game cannot give it. */
export function targetReader(target: AttributionTarget, opening: GameOpening): TargetReader {
  const layout = new FlatLayout(opening);
  switch (target.kind) {
    case 'response':
      return layout.sum(target.response);
    case 'margin':
      return rewardMargin(layout, opening, target.beta);
    case 'likelihoodMargin':
      return difference(layout.sum(0), layout.sum(1));
    case 'logOdds':
      return logOdds(layout, opening, target.option);
    case 'probability': {
      const first = layout.token(target.response, firstOwnToken(opening, target.response));
      return (flat) => Math.exp(first(flat));
    }
    case 'token':
      return layout.token(target.response, target.token);
  }
}

class FlatLayout {
  private readonly starts: readonly number[];
  private readonly policyLength: number;

  constructor(private readonly opening: GameOpening) {
    let offset = 0;
    this.starts = opening.responses.map((tokens) => (offset += tokens.length) - tokens.length);
    this.policyLength = offset;
  }

  /** log π of a whole response. */
  sum(response: number, model: 'policy' | 'reference' = 'policy'): TargetReader {
    const length = this.tokensOf(response).length;
    const start = (this.starts[response] ?? 0) + (model === 'reference' ? this.policyLength : 0);
    return (flat) => flat.subarray(start, start + length).reduce((sum, value) => sum + value, 0);
  }

  /** log π of a response without tokens that the template or the trainer added. */
  ownSum(response: number): TargetReader {
    const places = this.tokensOf(response).flatMap((token, index) => (token.start === null || token.special ? [] : [(this.starts[response] ?? 0) + index]));
    return (flat) => places.reduce((sum, place) => sum + (flat[place] ?? 0), 0);
  }

  token(response: number, token: number): TargetReader {
    if (this.tokensOf(response)[token] === undefined) throw new AttributionRefusedError(`The response has ${String(this.tokensOf(response).length)} tokens, and none with the number ${String(token)}.`);
    const place = (this.starts[response] ?? 0) + token;
    return (flat) => flat[place] ?? 0;
  }

  private tokensOf(response: number) {
    const tokens = this.opening.responses[response];
    if (!tokens) throw new AttributionRefusedError(`This target needs ${String(response + 1)} responses, and there ${this.opening.responses.length === 1 ? 'is 1' : `are ${String(this.opening.responses.length)}`}.`);
    return tokens;
  }
}

function difference(first: TargetReader, second: TargetReader): TargetReader {
  return (flat) => first(flat) - second(flat);
}

function rewardMargin(layout: FlatLayout, opening: GameOpening, beta: number): TargetReader {
  if (!opening.hasReference) throw new AttributionRefusedError('The reward margin needs a reference model; choose one, or take the likelihood margin, which needs none.');
  const policy = difference(layout.sum(0), layout.sum(1));
  const reference = difference(layout.sum(0, 'reference'), layout.sum(1, 'reference'));
  return (flat) => beta * (policy(flat) - reference(flat));
}

function logOdds(layout: FlatLayout, opening: GameOpening, option: number): TargetReader {
  if (opening.responses.length < 2) throw new AttributionRefusedError('Log-odds need at least two options.');
  const wanted = layout.ownSum(option);
  const others = opening.responses.flatMap((_, index) => (index === option ? [] : [layout.ownSum(index)]));
  return (flat) => wanted(flat) - logSumExp(others.map((other) => other(flat)));
}

function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

function firstOwnToken({ responses }: GameOpening, response: number): number {
  return Math.max(0, responses[response]?.findIndex((token) => token.start !== null && !token.special) ?? 0);
}
