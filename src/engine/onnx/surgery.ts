import { bindCaches, type CacheBinding } from './cacheBindings';
import { findHead, findLogits, producersOf, type UnembeddingHead } from './findHead';
import type { GraphNode, GraphValue, ModelGraph } from './graph';
import { withLogProbabilities, type Unembedding } from './headGraph';
import { makeValue } from './nodeBuilder';

/** The decoder up to the states that feed the unembedding, and the unembedding on its own. */
export interface SplitDecoder {
  readonly kind: 'split';
  readonly body: ModelGraph;
  /** Name of the body's output. */
  readonly states: string;
  readonly unembedding: Unembedding;
  /** Cache outputs that the body kept, with the inputs that take them; empty unless asked for. */
  readonly caches: readonly CacheBinding[];
}

/** The decoder whole, with log-probabilities at every position; the head could not be told apart, so no states. */
export interface WholeDecoder {
  readonly kind: 'whole';
  readonly graph: ModelGraph;
  readonly logits: string;
  readonly caches: readonly CacheBinding[];
}

export interface EditOptions {
  /** Keep the cache outputs, so that a prompt can be computed once and continued; they cost a copy each run. */
  readonly keepCaches?: boolean;
}

/** Thrown when a graph has no output that could be logits. */
class NoLogitsError extends Error {
  override readonly name = 'NoLogitsError';
}

/** Edits a decoder that exposes only logits so that it gives log-probabilities of chosen tokens, and states. */
export function editDecoder(graph: ModelGraph, { keepCaches = false }: EditOptions = {}): SplitDecoder | WholeDecoder {
  const logits = findLogits(graph);
  if (logits === undefined) throw new NoLogitsError('no output looks like logits');
  const caches = keepCaches ? bindCaches(graph.inputs, graph.outputs) : [];
  const head = findHead(graph, logits);
  if (head) {
    const above = ancestors(graph, [logits], head.states);
    const readsInputs = graph.inputs.some((input) => above.names.has(input.name));
    if (!readsInputs) return split(graph, head, { logits, nodes: above.nodes }, caches);
  }
  const wanted = ancestors(graph, [logits, ...caches.map(({ present }) => present.name)]);
  const whole = prune(graph, wanted.nodes, caches.map(({ present }) => present));
  return { kind: 'whole', graph: withLogProbabilities(whole, logits), logits, caches };
}

function split(
  graph: ModelGraph,
  head: UnembeddingHead,
  above: { readonly logits: string; readonly nodes: ReadonlySet<GraphNode> },
  caches: readonly CacheBinding[],
): SplitDecoder {
  const presents = caches.map(({ present }) => present);
  const below = ancestors(graph, [head.states, ...presents.map(({ name }) => name)]);
  const unembedding: Unembedding = {
    graph: prune(graph, above.nodes, []),
    states: head.states,
    logits: above.logits,
    rank: head.operator === 'Gemm' ? 2 : 3,
  };
  const body = prune(graph, below.nodes, [makeValue(head.states, 0, []), ...presents]);
  return { kind: 'split', body, states: head.states, unembedding, caches };
}

/** Nodes and names that `wanted` depend on, not looking behind `stop`. */
function ancestors(graph: ModelGraph, wanted: readonly string[], stop?: string): { nodes: Set<GraphNode>; names: Set<string> } {
  const producers = producersOf(graph);
  const nodes = new Set<GraphNode>();
  const names = new Set<string>();
  const open = [...wanted];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === '' || next === stop || names.has(next)) continue;
    names.add(next);
    const node = producers.get(next);
    if (!node || nodes.has(node)) continue;
    nodes.add(node);
    open.push(...node.inputs, ...node.outerNames);
  }
  return { nodes, names };
}

/** The graph with only `nodes`, the inputs and weights that they read, and new outputs: dead nodes would still be run. */
function prune(graph: ModelGraph, nodes: ReadonlySet<GraphNode>, outputs: readonly GraphValue[]): ModelGraph {
  const read = new Set([...nodes].flatMap((node) => [...node.inputs, ...node.outerNames]));
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => nodes.has(node)),
    inputs: graph.inputs.filter((input) => read.has(input.name)),
    initializers: graph.initializers.filter((tensor) => read.has(tensor.name)),
    outputs,
  };
}
