import { bindCaches, type CacheBinding } from './cacheBindings';
import { elementTypeOf } from './elementTypes';
import { findHead, findLogits, producersOf, type UnembeddingHead } from './findHead';
import type { GraphNode, GraphValue, ModelGraph } from './graph';
import { edited, withLogProbabilities, type Unembedding } from './headGraph';
import { integersOf } from './nodeAttributes';
import { makeNode, makeValue } from './nodeBuilder';
import { withOptionalStates } from './optionalStates';

/** The decoder up to the states that feed the unembedding, and the unembedding on its own. */
export interface SplitDecoder {
  readonly kind: 'split';
  readonly body: ModelGraph;
  /** Name of the body's output. */
  readonly states: string;
  /** Their TensorProto.DataType where the graph tells; otherwise only a loaded body knows. */
  readonly statesType: number | undefined;
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
  /** Do not cut, even where a head is found: for a file whose parts were seen to disagree with the whole. */
  readonly whole?: boolean;
}

/** Thrown when a graph has no output that could be logits. */
class NoLogitsError extends Error {
  override readonly name = 'NoLogitsError';
}

/** Edits a decoder that exposes only logits so that it gives log-probabilities of chosen tokens, and states. */
export function editDecoder(graph: ModelGraph, { keepCaches = false, whole = false }: EditOptions = {}): SplitDecoder | WholeDecoder {
  const logits = logitsOf(graph);
  const caches = keepCaches ? bindCaches(graph.inputs, graph.outputs) : [];
  const head = whole ? undefined : findHead(graph, logits);
  return (head && split(graph, head, logits, caches)) ?? uncut(graph, logits, caches);
}

/** Logits without the additions, of the file as it is: what every edit must agree with. */
export function plainDecoder(graph: ModelGraph): { readonly graph: ModelGraph; readonly logits: string } {
  const logits = logitsOf(graph);
  const output = graph.outputs.filter(({ name }) => name === logits);
  return { graph: prune(graph, ancestors(graph, [logits]).nodes, output), logits };
}

function logitsOf(graph: ModelGraph): string {
  const logits = findLogits(graph);
  if (logits === undefined) throw new NoLogitsError('no output looks like logits; export the model for text generation (a causal language model with its head)');
  return logits;
}

function uncut(graph: ModelGraph, logits: string, caches: readonly CacheBinding[]): WholeDecoder {
  const wanted = ancestors(graph, [logits, ...caches.map(({ present }) => present.name)]);
  const kept = prune(graph, wanted.nodes, caches.map(({ present }) => present));
  return { kind: 'whole', graph: withLogProbabilities(kept, logits), logits, caches };
}

/** Undefined where the head needs more than states: an input of the graph, or what other layers computed. */
function split(graph: ModelGraph, head: UnembeddingHead, logits: string, caches: readonly CacheBinding[]): SplitDecoder | undefined {
  const unembedding = unembeddingOf(graph, head, logits);
  if (!unembedding) return undefined;
  const presents = caches.map(({ present }) => present);
  const below = ancestors(graph, [head.states, ...presents.map(({ name }) => name)]);
  const body = prune(graph, below.nodes, [makeValue(head.states, 0, []), ...presents]);
  const optional = presents.length > 0 ? withOptionalStates(body, head.states, ancestors(body, presents.map(({ name }) => name)).nodes) : undefined;
  return { kind: 'split', body: optional ?? body, states: optional ? edited.readStates : head.states, statesType: elementTypeOf(body, head.states), unembedding, caches };
}

function unembeddingOf(graph: ModelGraph, head: UnembeddingHead, logits: string): Unembedding | undefined {
  const tied = tiedProduct(graph, head.product);
  const replaced = (node: GraphNode) => (head.layout.has(node) ? passing(node) : node === head.product ? (tied ?? node) : node);
  const rowwise = { ...graph, nodes: graph.nodes.map(replaced) };
  const above = ancestors(rowwise, [logits], head.states);
  if (graph.inputs.some((input) => above.names.has(input.name))) return undefined;
  const rank = tied || head.product.operator === 'Gemm' || head.product.operator === 'FusedGemm' ? 2 : 3;
  return { graph: prune(rowwise, above.nodes, []), states: head.states, logits, rank };
}

/** Rows come in as they are wanted, so a step that chooses or lays them out has nothing to do. */
function passing(node: GraphNode): GraphNode {
  return makeNode('Identity', node.inputs.slice(0, 1), node.outputs.slice(0, 1));
}

/**
 * The product with an embedding that is stored once and transposed in the graph, as a product with the embedding as it
 * lies in the file: the runtime would keep a transposed copy of it in memory.
 */
function tiedProduct(graph: ModelGraph, product: GraphNode): GraphNode | undefined {
  if (product.operator !== 'MatMul' || graph.opset < 11) return undefined;
  const transpose = graph.nodes.find((node) => node.operator === 'Transpose' && node.outputs[0] === product.inputs[1]);
  const [embedding] = transpose?.inputs ?? [];
  const stored = graph.initializers.some((tensor) => tensor.name === embedding);
  if (!transpose || embedding === undefined || !stored || (integersOf(transpose, 'perm') ?? [1, 0]).join() !== '1,0') return undefined;
  return makeNode('Gemm', [product.inputs[0] ?? '', embedding], product.outputs, { transB: 1 });
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
