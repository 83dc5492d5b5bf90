import { BPE, type Tokenizer } from '@huggingface/tokenizers';

/** A symbol in the library's list of a word being merged. */
interface MergeNode {
  readonly token: string;
  readonly next: MergeNode | null;
  /** Breaks ties between equal ranks: the position in the word, below 1. */
  readonly bias: number;
  score?: number;
}

/** The method that is replaced; the library declares it private. */
interface MergeQueueing {
  add_node: (queue: { push: (node: MergeNode) => unknown }, node: MergeNode) => void;
}

/**
 * Lets the library look merges up by their two halves. It spells each pair as JSON first, which takes most of the time
 * that merging a long word takes.
 */
export function quickenMerges(model: Tokenizer['model']): void {
  if (!(model instanceof BPE)) return;
  const ranks = new Map<string, Map<string, number>>();
  for (const [rank, [left, right]] of model.merges.entries()) {
    let rightRanks = ranks.get(left);
    if (rightRanks === undefined) ranks.set(left, (rightRanks = new Map()));
    rightRanks.set(right, rank);
  }
  // What BPE.add_node does, with the other look-up.
  (model as unknown as MergeQueueing).add_node = (queue, node) => {
    const rank = node.next === null ? undefined : ranks.get(node.token)?.get(node.next.token);
    if (rank === undefined) return;
    node.score = rank + node.bias;
    queue.push(node);
  };
  model.bpe_ranks.clear();
}
