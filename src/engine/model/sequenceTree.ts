/** A sequence of tokens to be read, up to the last one whose state is wanted. */
export interface TreeSequence {
  /** Its place among those that were asked for. */
  readonly index: number;
  readonly ids: readonly number[];
  /** How many of its tokens may come from a cache: the states of the others are wanted. */
  readonly cacheable: number;
}

/** Sequences that go on from the same cache. */
export interface SequenceNode {
  /** Read to their ends from this cache. */
  readonly leaves: readonly TreeSequence[];
  /** Those that share more. */
  readonly branches: readonly SequenceBranch[];
}

/** Sequences that share so many tokens that these are read once, into a cache. */
export interface SequenceBranch {
  readonly sequences: readonly TreeSequence[];
  /** Tokens in that cache. */
  readonly length: number;
}

/** Runs of fewer rows are computed another way, whose last bit differs. */
export const fewestRows = 2;
/**
 * A cache pays where it saves more tokens than this: it is a run of its own, and copied out of the runtime and into it. Measured
 * with the embedded model and one of 135M parameters (docs/performance.md).
 */
const fewestSavedTokens = 48;

/** In an order in which sequences that begin alike follow each other. */
export function sortSequences(sequences: readonly TreeSequence[]): readonly TreeSequence[] {
  return [...sequences].sort((a, b) => {
    const place = commonLength(a.ids, b.ids);
    return (a.ids[place] ?? -1) - (b.ids[place] ?? -1) || a.index - b.index;
  });
}

/** What becomes of sorted sequences whose first `read` tokens are the same and lie in a cache. */
export function splitSequences(sequences: readonly TreeSequence[], read: number): SequenceNode {
  const [first] = sequences;
  if (!first) return { leaves: [], branches: [] };
  if (sequences.length === 1) return { leaves: sequences, branches: [] };
  const shared = sharedLength(sequences);
  const saved = (sequences.length - 1) * (shared - read);
  if (shared - read >= fewestRows && saved >= fewestSavedTokens) return { leaves: [], branches: [{ sequences, length: shared }] };
  const nodes = groupsAfter(sequences, shared).map((group) => (group.length === sequences.length ? { leaves: group, branches: [] } : splitSequences(group, read)));
  return { leaves: nodes.flatMap(({ leaves }) => leaves), branches: nodes.flatMap(({ branches }) => branches) };
}

/** Tokens that sorted sequences begin with alike and that may all come from a cache. */
function sharedLength(sequences: readonly TreeSequence[]): number {
  const [first, last] = [sequences[0], sequences.at(-1)];
  if (!first || !last) return 0;
  return Math.min(commonLength(first.ids, last.ids), ...sequences.map(({ cacheable }) => cacheable));
}

/** Sorted sequences by their token behind the shared ones; those that cannot share more are groups of their own. */
function groupsAfter(sequences: readonly TreeSequence[], shared: number): readonly (readonly TreeSequence[])[] {
  const groups: TreeSequence[][] = [];
  for (const sequence of sequences) {
    const group = groups.at(-1);
    const isAlike = group?.[0] && sequence.cacheable > shared && group[0].cacheable > shared && group[0].ids[shared] === sequence.ids[shared];
    if (isAlike === true) group?.push(sequence);
    else groups.push([sequence]);
  }
  return groups;
}

function commonLength(left: readonly number[], right: readonly number[]): number {
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left[length] === right[length]) length++;
  return length;
}
