import { conditional } from './conditional';
import { ElementType } from './fieldNumbers';
import type { GraphNode, ModelGraph } from './graph';
import { makeInt64Tensor, makeNode, makeValue } from './nodeBuilder';

/** Names of the tensors that the edited graphs add; the prefix keeps clear of any exporter's names. */
export const edited = {
  states: 'preflens_states',
  targets: 'preflens_targets',
  logProbabilities: 'preflens_log_probabilities',
  logSoftmax: 'preflens_log_softmax',
  entropies: 'preflens_entropies',
  wantsEntropies: 'preflens_wants_entropies',
  wantsStates: 'preflens_wants_states',
  readStates: 'preflens_read_states',
} as const;

/** The part of a decoder between the states after the final norm and the logits: nodes and weights alone. */
export interface Unembedding {
  /** Without inputs and outputs. */
  readonly graph: ModelGraph;
  /** The tensor that the nodes read: the states. */
  readonly states: string;
  /** The tensor that they make. */
  readonly logits: string;
  /** Shape of the states: [rows, d] for Gemm, else [1, rows, d]. */
  readonly rank: 2 | 3;
}

/** The unembedding as a graph of its own. Needs the element type of the states, which only a loaded body knows. */
export function scoringHead(unembedding: Unembedding, elementType: number): ModelGraph {
  return withLogProbabilities(fromStates(unembedding, elementType), unembedding.logits, unembedding.rank);
}

/** The unembedding fed with float states, whatever type it computes in. */
function fromStates({ graph, states, rank }: Unembedding, elementType: number): ModelGraph {
  const shape = rank === 2 ? ['rows', 'hidden'] : ['batch', 'rows', 'hidden'];
  const cast = makeNode('Cast', [edited.states], [states], { to: elementType });
  return { ...graph, nodes: [cast, ...graph.nodes], inputs: [makeValue(edited.states, ElementType.Float, shape)] };
}

/**
 * Puts in the place of the logits a gather of the target tokens' log-probabilities, the entropy where it is wanted, and the
 * log-probabilities of the whole vocabulary, which cost nothing unless they are fetched. Other outputs stay.
 */
export function withLogProbabilities(graph: ModelGraph, logits: string, rank: 2 | 3 = 3): ModelGraph {
  const targetShape = rank === 2 ? ['rows', 'one'] : ['batch', 'rows', 'one'];
  return {
    ...graph,
    nodes: [
      ...graph.nodes,
      makeNode('Cast', [logits], ['preflens_logits'], { to: ElementType.Float }),
      makeNode('LogSoftmax', ['preflens_logits'], [edited.logSoftmax], { axis: -1 }),
      makeNode('GatherElements', [edited.logSoftmax, edited.targets], [edited.logProbabilities], { axis: -1 }),
      optionalEntropies(graph.opset),
    ],
    inputs: [...graph.inputs, makeValue(edited.targets, ElementType.Int64, targetShape), makeValue(edited.wantsEntropies, ElementType.Bool, [])],
    outputs: [
      ...graph.outputs.filter((output) => output.name !== logits),
      makeValue(edited.logProbabilities, 0, []),
      makeValue(edited.entropies, 0, []),
      makeValue(edited.logSoftmax, 0, []),
    ],
  };
}

/** Three passes over rows of vocabulary size. Up to opset 12 the axes of a sum are an attribute, from 13 on an input. */
function optionalEntropies(opset: number): GraphNode {
  const [terms, axes, sum, result] = ['preflens_terms', 'preflens_last_axis', 'preflens_negative_entropy', 'preflens_positive_entropy'];
  const hasAxesInput = opset >= 13;
  const nodes = [
    makeNode('Exp', [edited.logSoftmax], ['preflens_probabilities']),
    makeNode('Mul', ['preflens_probabilities', edited.logSoftmax], [terms]),
    hasAxesInput ? makeNode('ReduceSum', [terms, axes], [sum], { keepdims: 0 }) : makeNode('ReduceSum', [terms], [sum], { keepdims: 0, axes: [-1] }),
    makeNode('Neg', [sum], [result]),
  ];
  const initializers = hasAxesInput ? [makeInt64Tensor(axes, [-1])] : [];
  return conditional({ condition: edited.wantsEntropies, output: edited.entropies, nodes, initializers, result });
}
