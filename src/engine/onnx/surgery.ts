import { ElementType } from './fieldNumbers';
import { findHead, findLogits, producersOf } from './findHead';
import type { GraphNode, GraphValue, ModelGraph } from './graph';
import { makeInt64Tensor, makeNode, makeValue } from './nodeBuilder';

/** Names of the tensors that the edited graphs add; the prefix keeps clear of any exporter's names. */
export const edited = {
  states: 'preflens_states',
  targets: 'preflens_targets',
  logProbabilities: 'preflens_log_probabilities',
  entropies: 'preflens_entropies',
} as const;

/** The decoder up to the states that feed the unembedding, and the unembedding on its own. */
export interface SplitDecoder {
  readonly kind: 'split';
  readonly body: ModelGraph;
  /** Name of the body's output. */
  readonly states: string;
  /** Needs the element type of the states, which only a loaded body knows. */
  head(elementType: number): ModelGraph;
  /** Shape of the head's states: [rows, d] for Gemm, else [1, rows, d]. */
  readonly headRank: 2 | 3;
}

/** The decoder whole, with log-probabilities at every position; the head could not be told apart, so no states. */
export interface WholeDecoder {
  readonly kind: 'whole';
  readonly graph: ModelGraph;
  readonly logits: string;
}

/** Thrown when a graph has no output that could be logits. */
class NoLogitsError extends Error {
  override readonly name = 'NoLogitsError';
}

/** Edits a decoder that exposes only logits so that it gives log-probabilities of chosen tokens, and states. */
export function editDecoder(graph: ModelGraph): SplitDecoder | WholeDecoder {
  const logits = findLogits(graph);
  if (logits === undefined) throw new NoLogitsError('no output looks like logits');
  const head = findHead(graph, logits);
  if (head) {
    const above = ancestors(graph, logits, head.states);
    const readsInputs = graph.inputs.some((input) => above.names.has(input.name));
    if (!readsInputs) return split(graph, logits, head.states, above.nodes, head.operator === 'Gemm' ? 2 : 3);
  }
  return { kind: 'whole', graph: withLogProbabilities(graph, logits), logits };
}

function split(graph: ModelGraph, logits: string, states: string, headNodes: ReadonlySet<GraphNode>, headRank: 2 | 3): SplitDecoder {
  const below = ancestors(graph, states);
  const body = prune(graph, below.nodes, [makeValue(states, 0, [])]);
  return {
    kind: 'split',
    body,
    states,
    headRank,
    head: (elementType) => headGraph(prune(graph, headNodes, []), logits, states, elementType, headRank),
  };
}

/** Nodes and names that `name` depends on, not looking behind `stop`. */
function ancestors(graph: ModelGraph, name: string, stop?: string): { nodes: Set<GraphNode>; names: Set<string> } {
  const producers = producersOf(graph);
  const nodes = new Set<GraphNode>();
  const names = new Set<string>();
  const open = [name];
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

function headGraph(graph: ModelGraph, logits: string, states: string, elementType: number, rank: 2 | 3): ModelGraph {
  const shape = rank === 2 ? ['rows', 'hidden'] : ['batch', 'rows', 'hidden'];
  const cast = makeNode('Cast', [edited.states], [states], { to: elementType });
  const withStates = {
    ...graph,
    nodes: [cast, ...graph.nodes],
    inputs: [makeValue(edited.states, ElementType.Float, shape)],
  };
  return withLogProbabilities(withStates, logits, rank);
}

/**
 * Appends log-softmax, a gather of the target tokens' log-probabilities and the entropy. Everything of vocabulary size
 * stays inside the graph.
 */
function withLogProbabilities(graph: ModelGraph, logits: string, rank: 2 | 3 = 3): ModelGraph {
  const axes = 'preflens_last_axis';
  const inOrder = graph.opset >= 13;
  const sum = inOrder
    ? makeNode('ReduceSum', ['preflens_terms', axes], ['preflens_negative_entropy'], { keepdims: 0 })
    : makeNode('ReduceSum', ['preflens_terms'], ['preflens_negative_entropy'], { keepdims: 0, axes: [-1] });
  const nodes = [
    makeNode('Cast', [logits], ['preflens_logits'], { to: ElementType.Float }),
    makeNode('LogSoftmax', ['preflens_logits'], ['preflens_log_softmax'], { axis: -1 }),
    makeNode('GatherElements', ['preflens_log_softmax', edited.targets], [edited.logProbabilities], { axis: -1 }),
    makeNode('Exp', ['preflens_log_softmax'], ['preflens_probabilities']),
    makeNode('Mul', ['preflens_probabilities', 'preflens_log_softmax'], ['preflens_terms']),
    sum,
    makeNode('Neg', ['preflens_negative_entropy'], [edited.entropies]),
  ];
  const targetShape = rank === 2 ? ['rows', 'one'] : ['batch', 'rows', 'one'];
  return {
    ...graph,
    nodes: [...graph.nodes, ...nodes],
    initializers: inOrder ? [...graph.initializers, makeInt64Tensor(axes, [-1])] : graph.initializers,
    inputs: [...graph.inputs, makeValue(edited.targets, ElementType.Int64, targetShape)],
    outputs: [makeValue(edited.logProbabilities, 0, []), makeValue(edited.entropies, 0, [])],
  };
}
