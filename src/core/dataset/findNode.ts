import type { Node } from 'jsonc-parser';

/** The node that `JSON.parse` would give at `path`: of fields with the same name the last one counts. */
export function findNode(root: Node, path: readonly (string | number)[]): Node | undefined {
  return path.reduce<Node | undefined>((node, step) => (node === undefined ? undefined : child(node, step)), root);
}

function child(node: Node, step: string | number): Node | undefined {
  if (typeof step === 'number') return node.type === 'array' ? node.children?.[step] : undefined;
  if (node.type !== 'object') return undefined;
  const property = node.children?.findLast((candidate) => candidate.children?.[0]?.value === step);
  return property?.children?.[1];
}
