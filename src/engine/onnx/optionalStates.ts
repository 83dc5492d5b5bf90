import { AttributeField, AttributeType, ElementType, GraphField, NodeField, TensorField } from './fieldNumbers';
import { parseNode, parseTensor, type GraphNode, type GraphTensor, type ModelGraph } from './graph';
import { edited } from './headGraph';
import { elementTypeOf } from './elementTypes';
import { makeNode, makeValue } from './nodeBuilder';
import { bytesField, varintField } from './wire';

const noStates = 'preflens_no_states';
const skipped = 'preflens_skipped_states';

/**
 * Puts what only the states need (of the last layer everything but its keys and values) under a condition, so that a run that fills the
 * caches does without. Undefined where the states are not in single precision, or their type cannot be told: the runtime widens graphs
 * in half precision, and would round once more at the border of a branch.
 */
export function withOptionalStates(body: ModelGraph, states: string, forCaches: ReadonlySet<GraphNode>): ModelGraph | undefined {
  if (computesInHalf(body) || elementTypeOf(body, states) !== ElementType.Float) return undefined;
  const branch = body.nodes.filter((node) => !forCaches.has(node));
  const read = new Set([...forCaches].flatMap((node) => [...node.inputs, ...node.outerNames]));
  const isShared = ({ name }: GraphTensor) => read.has(name);
  // Fusions of the runtime look for constants in the graph of the nodes themselves.
  const own = body.initializers.filter((tensor) => !isShared(tensor));
  return {
    ...body,
    nodes: [...forCaches, conditional(branchGraph(branch, own, states), branchGraph([makeNode('Identity', [noStates], [skipped])], [], skipped))],
    inputs: [...body.inputs, makeValue(edited.wantsStates, ElementType.Bool, [])],
    outputs: body.outputs.map((output) => (output.name === states ? makeValue(edited.readStates, 0, []) : output)),
    initializers: [...body.initializers.filter(isShared), noRows(noStates)],
  };
}

/** Weights that are stored in half precision and widened before anything else reads them do not count. */
function computesInHalf({ initializers, nodes }: ModelGraph): boolean {
  const half = new Set(initializers.filter(({ elementType }) => elementType === ElementType.Float16).map(({ name }) => name));
  return nodes.some(({ operator, inputs }) => operator !== 'Cast' && inputs.some((input) => half.has(input)));
}

function conditional(then: Buffer, otherwise: Buffer): GraphNode {
  return parseNode(
    Buffer.concat([
      bytesField(NodeField.Input, edited.wantsStates),
      bytesField(NodeField.Output, edited.readStates),
      bytesField(NodeField.Name, `preflens/${edited.readStates}`),
      bytesField(NodeField.OperatorType, 'If'),
      graphAttribute('then_branch', then),
      graphAttribute('else_branch', otherwise),
    ]),
  );
}

function graphAttribute(name: string, graph: Buffer): Buffer {
  const parts = [bytesField(AttributeField.Name, name), bytesField(AttributeField.Graph, graph), varintField(AttributeField.Type, AttributeType.Graph)];
  return bytesField(NodeField.Attribute, Buffer.concat(parts));
}

function branchGraph(nodes: readonly GraphNode[], initializers: readonly GraphTensor[], output: string): Buffer {
  return Buffer.concat([
    ...nodes.map(({ record }) => bytesField(GraphField.Node, record)),
    bytesField(GraphField.Name, `preflens/${output}`),
    ...initializers.map(({ record }) => bytesField(GraphField.Initializer, record)),
    bytesField(GraphField.Output, makeValue(output, 0, []).record),
  ]);
}

/** Single precision, [0, 0, 0]. */
function noRows(name: string): GraphTensor {
  const dimensions = [0, 0, 0].map((size) => varintField(TensorField.Dimensions, size));
  const type = varintField(TensorField.DataType, ElementType.Float);
  return parseTensor(Buffer.concat([...dimensions, type, bytesField(TensorField.Name, name), bytesField(TensorField.RawData, Buffer.alloc(0))]));
}
