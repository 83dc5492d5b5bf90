import { parseNode, type GraphNode, type ModelGraph } from './graph';
import { withoutAttribute } from './nodeAttributes';

/**
 * Attention over a cache that rolls must be given one as long as its window. Without the attribute the cache grows, may be
 * empty, and gives the same figures: the window itself is another attribute.
 */
export function withGrowingCache(graph: ModelGraph): ModelGraph {
  const rolls = (node: GraphNode) => node.operator === 'GroupQueryAttention' && node.record.includes(attribute);
  return { ...graph, nodes: graph.nodes.map((node) => (rolls(node) ? parseNode(withoutAttribute(node.record, attribute)) : node)) };
}

const attribute = 'sliding_window_cache';
