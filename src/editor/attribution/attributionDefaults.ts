import type { AttributionChoice, UnitKind } from '../../shared/attributionProtocol';
import type { AttributionSubject } from './attributionSubject';

/** Budgets to choose from; each is twice the one before. */
const budgets = [64, 128, 256, 512, 1024, 2048, 4096, 8192];
const smallestDefault = 256;
const largestDefault = 2048;
const evaluationsPerUnit = 4;

/** A twentieth of the spread of the values, as half of a 95 % interval: what a picture of bars can show. */
const defaultPrecision = 0.025;

/** What is chosen before anybody chose: words, or the parts that were selected. */
export function firstChoice({ parts }: AttributionSubject): AttributionChoice {
  return {
    unit: parts ? { kind: 'parts', parts: [...parts] } : { kind: 'word' },
    removal: { kind: 'delete' },
    method: 'auto',
    budget: smallestDefault,
    precision: defaultPrecision,
  };
}

/** About four evaluations a unit, and all subsets where that is few. */
export function defaultBudget(units: number): number {
  const wanted = evaluationsPerUnit * units;
  return budgets.find((budget) => budget >= Math.min(Math.max(wanted, smallestDefault), largestDefault)) ?? largestDefault;
}

/** The budgets to offer, the chosen one among them. */
export function offeredBudgets(chosen: number): number[] {
  return [...new Set([...budgets, chosen])].sort((left, right) => left - right);
}

export function unitsOf({ texts, parts }: AttributionSubject): UnitKind[] {
  const turns: UnitKind[] = texts.format === 'conversational' ? ['turn'] : [];
  return [...(parts ? (['parts'] as const) : []), 'word', 'token', 'sentence', 'line', ...turns, 'pattern'];
}
