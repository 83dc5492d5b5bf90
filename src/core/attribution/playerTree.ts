/** Players in nested groups (turn → sentence → word → token): a player's number, or a group of such. */
export type PlayerTree = number | readonly PlayerTree[];

/** Every player by itself: orders of a flat tree are plain permutations. */
export function flatTree(players: number): PlayerTree {
  return Array.from({ length: players }, (_, player) => player);
}

/** How many orders keep each group together; Infinity beyond floating point. */
export function orderCount(tree: PlayerTree): number {
  if (typeof tree === 'number') return 1;
  return tree.reduce<number>((count, child, index) => count * (index + 1) * orderCount(child), 1);
}

/** All orders that keep each group together. */
export function* allOrders(tree: PlayerTree): Generator<readonly number[]> {
  if (typeof tree === 'number') yield [tree];
  else yield* joined(tree);
}

function* joined(children: readonly PlayerTree[]): Generator<readonly number[]> {
  if (children.length === 0) yield [];
  for (const [index, first] of children.entries()) {
    const others = children.filter((_, other) => other !== index);
    for (const head of allOrders(first)) for (const rest of joined(others)) yield [...head, ...rest];
  }
}

/** One of those orders, each with the same probability. */
export function randomOrder(tree: PlayerTree, order: (count: number) => readonly number[]): readonly number[] {
  if (typeof tree === 'number') return [tree];
  return order(tree.length).flatMap((index) => {
    const child = tree[index];
    return child === undefined ? [] : randomOrder(child, order);
  });
}
