import { conditional } from './conditional';
import { elementTypeOf } from './elementTypes';
import { ElementType } from './fieldNumbers';
import type { GraphNode, GraphTensor, ModelGraph } from './graph';
import { edited } from './headGraph';
import { makeValue } from './nodeBuilder';

/**
 * Puts what only the states need (of the last layer everything but its keys and values) under a condition, so that a run that fills the
 * caches does without. Undefined where the states are not in single precision, or their type cannot be told: the runtime widens graphs
 * in half precision, and would round once more at the border of a branch.
 */
export function withOptionalStates(body: ModelGraph, states: string, forCaches: ReadonlySet<GraphNode>): ModelGraph | undefined {
  if (computesInHalf(body) || elementTypeOf(body, states) !== ElementType.Float) return undefined;
  const nodes = body.nodes.filter((node) => !forCaches.has(node));
  const read = new Set([...forCaches].flatMap((node) => [...node.inputs, ...node.outerNames]));
  const isShared = ({ name }: GraphTensor) => read.has(name);
  // Fusions of the runtime look for constants in the graph of the nodes themselves.
  const initializers = body.initializers.filter((tensor) => !isShared(tensor));
  return {
    ...body,
    nodes: [...forCaches, conditional({ condition: edited.wantsStates, output: edited.readStates, nodes, initializers, result: states })],
    inputs: [...body.inputs, makeValue(edited.wantsStates, ElementType.Bool, [])],
    outputs: body.outputs.map((output) => (output.name === states ? makeValue(edited.readStates, 0, []) : output)),
    initializers: body.initializers.filter(isShared),
  };
}

/** Weights that are stored in half precision and widened before anything else reads them do not count. */
function computesInHalf({ initializers, nodes }: ModelGraph): boolean {
  const half = new Set(initializers.filter(({ elementType }) => elementType === ElementType.Float16).map(({ name }) => name));
  return nodes.some(({ operator, inputs }) => operator !== 'Cast' && inputs.some((input) => half.has(input)));
}
