/** When a method was first that close. */
export interface Reached {
  /** Different coalitions. */
  readonly evaluations: number;
  /** Values asked for, repeats included. */
  readonly calls: number;
  /** What the tool was told it may spend. */
  readonly budget: number;
}

/** A method at one seed; null where a target was not reached within the cap. */
export interface Progress {
  readonly reached: readonly (Reached | null)[];
  /** Where it ended, if it gave any values at all. */
  readonly last: { readonly evaluations: number; readonly error: number | null } | null;
}

export interface MethodCounts extends Progress {
  readonly method: string;
}

/** Kept in counts.json, from which times can be worked out without counting anew. */
export interface SizeCounts {
  readonly players: number;
  readonly seeds: number;
  readonly cap: number;
  readonly truth: { readonly error: number; readonly evaluations: number };
  /** Medians over the seeds, the lower one of an even number. */
  readonly methods: readonly MethodCounts[];
}

export function medianCounts(method: string, runs: readonly Progress[]): MethodCounts {
  const targets = runs[0]?.reached.length ?? 0;
  const reached = Array.from({ length: targets }, (_, target) => middle(runs.map((run) => run.reached[target] ?? null), (one) => one?.evaluations ?? Infinity) ?? null);
  return { method, reached, last: middle(runs.map((run) => run.last), (last) => last?.error ?? Infinity) ?? null };
}

/** What was not reached sorts last, so that a median may be that. */
function middle<Entry>(entries: readonly Entry[], size: (entry: Entry) => number): Entry | undefined {
  return [...entries].sort((a, b) => (size(a) < size(b) ? -1 : size(a) > size(b) ? 1 : 0))[Math.floor((entries.length - 1) / 2)];
}
