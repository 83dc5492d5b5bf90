/** Of `population` things `marked` are of one kind; `drawn` are taken at random without replacement. */
export interface Draw {
  readonly population: number;
  readonly marked: number;
  readonly drawn: number;
}

/** P(at most `found` of the drawn are marked), in float64 by sums of logarithms: exact to some 12 digits for draws of up to a hundred thousand. */
export function probabilityOfAtMost(found: number, draw: Draw): number {
  return found < mean(draw) ? tail(found, draw, -1) : 1 - tail(found + 1, draw, 1);
}

/** P(at least `found` of the drawn are marked). */
export function probabilityOfAtLeast(found: number, draw: Draw): number {
  return found > mean(draw) ? tail(found, draw, 1) : 1 - tail(found - 1, draw, -1);
}

function mean({ population, marked, drawn }: Draw): number {
  return (drawn * marked) / population;
}

/** The probability from `found` on, away from the mean: there every term is smaller than the one before, so that nothing overflows. */
function tail(found: number, draw: Draw, direction: 1 | -1): number {
  const { population, marked, drawn } = draw;
  const [fewest, most] = [Math.max(0, drawn - (population - marked)), Math.min(drawn, marked)];
  if (found < fewest || found > most) return 0;
  let [sum, term] = [1, 1];
  const last = direction === 1 ? most : fewest;
  for (let at = found; at !== last; at += direction) {
    term *= direction === 1 ? rise(at, draw) : 1 / rise(at - 1, draw);
    sum += term;
    if (term < sum * Number.EPSILON) break;
  }
  return Math.exp(logProbability(found, draw)) * sum;
}

/** P(at + 1) / P(at). */
function rise(at: number, { population, marked, drawn }: Draw): number {
  return ((marked - at) * (drawn - at)) / ((at + 1) * (population - marked - drawn + at + 1));
}

function logProbability(found: number, { population, marked, drawn }: Draw): number {
  return logChoose(marked, found) + logChoose(population - marked, drawn - found) - logChoose(population, drawn);
}

function logChoose(of: number, chosen: number): number {
  const factors = Math.min(chosen, of - chosen);
  let sum = 0;
  for (let factor = 1; factor <= factors; factor++) sum += Math.log((of - factors + factor) / factor);
  return sum;
}
