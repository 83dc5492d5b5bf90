import { AttributeField, AttributeType, ElementType, GraphField, NodeField, TensorField } from './fieldNumbers';
import { parseNode, parseTensor, type GraphNode, type GraphTensor } from './graph';
import { makeNode, makeValue } from './nodeBuilder';
import { bytesField, varintField } from './wire';

/** Nodes that run only where they are wanted; they may read whatever the graph around them holds. */
export interface OptionalNodes {
  /** Name of a bool input, []. */
  readonly condition: string;
  /** Name of the output: that of `result`, in single precision, or no rows at all. */
  readonly output: string;
  readonly nodes: readonly GraphNode[];
  /** What only these nodes read. */
  readonly initializers: readonly GraphTensor[];
  /** Tensor that the nodes make. */
  readonly result: string;
}

/** An If whose other branch gives nothing. The runtime computes an output even where nobody asks for it; only a condition keeps it from that. */
export function conditional({ condition, output, nodes, initializers, result }: OptionalNodes): GraphNode {
  const [none, nothing] = [`${output}_none`, `${output}_nothing`];
  return parseNode(
    Buffer.concat([
      bytesField(NodeField.Input, condition),
      bytesField(NodeField.Output, output),
      bytesField(NodeField.Name, `preflens/${output}`),
      bytesField(NodeField.OperatorType, 'If'),
      graphAttribute('then_branch', branch(nodes, initializers, result)),
      graphAttribute('else_branch', branch([makeNode('Identity', [none], [nothing])], [noRows(none)], nothing)),
    ]),
  );
}

function graphAttribute(name: string, graph: Buffer): Buffer {
  const parts = [bytesField(AttributeField.Name, name), bytesField(AttributeField.Graph, graph), varintField(AttributeField.Type, AttributeType.Graph)];
  return bytesField(NodeField.Attribute, Buffer.concat(parts));
}

function branch(nodes: readonly GraphNode[], initializers: readonly GraphTensor[], output: string): Buffer {
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
