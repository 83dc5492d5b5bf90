import type { FeatureScales } from './featureScales';
import type { GroupedFolds } from './groupedFolds';
import type { ProbeProblem } from './probeProblem';

/** Below that a probe learns chance, and its figures have intervals that say nothing. */
const [fewestPairs, fewestGroups] = [50, 10];
const mostFolds = 20;

/** Throws RangeError, which tells the caller's mistake. */
export function checkProblem({ differences, features, groups, weights }: ProbeProblem, folds: number, control?: number): void {
  if (!Number.isInteger(features) || features < 1) throw new RangeError(`a probe takes one feature or more, not ${String(features)}`);
  if (differences.length !== groups.length * features) {
    throw new RangeError(`${String(groups.length)} pairs of ${String(features)} features are ${String(groups.length * features)} differences, not ${String(differences.length)}`);
  }
  if (weights && weights.length !== groups.length) throw new RangeError(`${String(groups.length)} pairs have ${String(weights.length)} weights`);
  if (!Number.isInteger(folds) || folds < 3 || folds > mostFolds) throw new RangeError(`a probe takes 3 to ${String(mostFolds)} folds, not ${String(folds)}`);
  if (control !== undefined && !(Number.isInteger(control) && control >= 0 && control < features)) throw new RangeError(`there is no feature ${String(control)} to control for`);
  const place = differences.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) throw new RangeError(`feature ${String(place % features)} of pair ${String(Math.floor(place / features))} is not a finite number; leave the pair out`);
  if (weights?.some((weight) => !(weight >= 0 && weight < Infinity))) throw new RangeError('the weight of a pair is a finite number from 0');
}

/** Why there is nothing to learn, in one plain sentence; null where there is. */
export function reasonNotToTrain({ weights, groups }: ProbeProblem, folds: GroupedFolds, { factors }: FeatureScales): string | null {
  const pairs = weights ? weights.reduce((sum, weight) => sum + Number(weight > 0), 0) : groups.length;
  if (pairs < fewestPairs) return `A probe needs ${String(fewestPairs)} pairs to learn from, and there are ${String(pairs)}.`;
  if (folds.groups < fewestGroups) return `A probe needs ${String(fewestGroups)} different prompts, and there are ${String(folds.groups)}.`;
  return factors.every((factor) => factor === 0) ? 'Chosen and rejected do not differ in any feature, so there is nothing to learn from.' : null;
}
