/** Cells of the table that aligning two sequences may take; beyond, what lies between their common ends differs as a whole. */
const largestTable = 4_000_000;

/** Of two sequences, which members are not in a longest common subsequence: true for those. */
export interface SequenceDiff {
  readonly left: readonly boolean[];
  readonly right: readonly boolean[];
}

export function sequenceDiff(left: readonly string[], right: readonly string[]): SequenceDiff {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const differs = (sequence: readonly string[]): boolean[] => sequence.map((_, index) => index >= start && index < sequence.length - end);
  const diff = { left: differs(left), right: differs(right) };
  const [height, width] = [left.length - start - end, right.length - start - end];
  if (height * width > 0 && height * width <= largestTable) keepCommon(left.slice(start, start + height), right.slice(start, start + width), start, diff);
  return diff;
}

function keepCommon(left: readonly string[], right: readonly string[], offset: number, diff: { readonly left: boolean[]; readonly right: boolean[] }): void {
  const lengths = commonLengths(left, right);
  const width = right.length + 1;
  let [row, column] = [0, 0];
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      diff.left[offset + row] = false;
      diff.right[offset + column] = false;
      row += 1;
      column += 1;
    } else if ((lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0)) row += 1;
    else column += 1;
  }
}

/** At [row, column]: how long the longest common subsequence of what follows there is. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint16Array {
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      const at = row * width + column;
      lengths[at] =
        left[row] === right[column] ? (lengths[at + width + 1] ?? 0) + 1 : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return lengths;
}
