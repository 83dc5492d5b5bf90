import { ModelField, GraphField, NodeField, AttributeField, TensorField, ValueInfoField } from './fieldNumbers';
import { bufferReader, bytesField, fieldsOf, textOf, type WireReader } from './wire';

/** A node of the graph; `record` is its NodeProto as it stands in the file. */
export interface GraphNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Names of the enclosing graph that sub-graphs (If, Loop) refer to. */
  readonly outerNames: readonly string[];
  readonly record: Buffer;
}

/** An input or output of the graph. A symbolic dimension is its name, an unknown one is ''. */
export interface GraphValue {
  readonly name: string;
  /** TensorProto.DataType; 0 where the file does not say. */
  readonly elementType: number;
  readonly dimensions: readonly (number | string)[];
  readonly record: Buffer;
}

export interface GraphTensor {
  readonly name: string;
  readonly elementType: number;
  readonly record: Buffer;
}

/** A model as an editable skeleton: nodes and signatures in memory, weights left in the user's files. */
export interface ModelGraph {
  /** Every record of ModelProto but the graph, in order. */
  readonly modelRecords: Buffer;
  readonly opset: number;
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  readonly initializers: readonly GraphTensor[];
  /** Records kept as they are (quantisation annotations, sparse initializers). */
  readonly otherRecords: readonly Buffer[];
}

export function parseNode(record: Buffer): GraphNode {
  const reader = bufferReader(record);
  const inputs: string[] = [];
  const outputs: string[] = [];
  const outerNames: string[] = [];
  let operator = '';
  for (const field of fieldsOf(reader)) {
    if (field.number === NodeField.Input) inputs.push(textOf(reader, field));
    else if (field.number === NodeField.Output) outputs.push(textOf(reader, field));
    else if (field.number === NodeField.OperatorType) operator = textOf(reader, field);
    else if (field.number === NodeField.Attribute) outerNames.push(...subgraphNames(reader, field.payloadStart, field.payloadEnd));
  }
  return { operator, inputs, outputs, outerNames, record };
}

/** All names that nodes of an attribute's sub-graphs read; some are the sub-graph's own, which does no harm. */
function subgraphNames(reader: WireReader, start: number, end: number): string[] {
  const names: string[] = [];
  for (const field of fieldsOf(reader, start, end)) {
    if (field.number !== AttributeField.Graph && field.number !== AttributeField.Graphs) continue;
    for (const part of fieldsOf(reader, field.payloadStart, field.payloadEnd)) {
      if (part.number === GraphField.Output) names.push(parseValue(reader.slice(part.payloadStart, part.payloadEnd)).name);
      if (part.number !== GraphField.Node) continue;
      const node = parseNode(reader.slice(part.payloadStart, part.payloadEnd));
      names.push(...node.inputs, ...node.outerNames);
    }
  }
  return names;
}

export function parseValue(record: Buffer): GraphValue {
  const reader = bufferReader(record);
  let name = '';
  let elementType = 0;
  const dimensions: (number | string)[] = [];
  for (const field of fieldsOf(reader)) {
    if (field.number === ValueInfoField.Name) name = textOf(reader, field);
    if (field.number !== ValueInfoField.Type) continue;
    for (const type of fieldsOf(reader, field.payloadStart, field.payloadEnd)) {
      if (type.number !== 1) continue;
      for (const part of fieldsOf(reader, type.payloadStart, type.payloadEnd)) {
        if (part.number === 1) elementType = part.varint;
        if (part.number === 2) dimensions.push(...parseDimensions(reader, part.payloadStart, part.payloadEnd));
      }
    }
  }
  return { name, elementType, dimensions, record };
}

function parseDimensions(reader: WireReader, start: number, end: number): (number | string)[] {
  return [...fieldsOf(reader, start, end)].map((dimension) => {
    for (const field of fieldsOf(reader, dimension.payloadStart, dimension.payloadEnd)) {
      if (field.number === 1) return field.varint;
      if (field.number === 2) return textOf(reader, field);
    }
    return '';
  });
}

/** Serialises a model; the inverse of reading it, with whatever nodes, inputs and outputs the caller chose. */
export function encodeModel(model: ModelGraph): Buffer {
  const graph = Buffer.concat([
    ...model.nodes.map((node) => bytesField(GraphField.Node, node.record)),
    bytesField(GraphField.Name, 'preflens'),
    ...model.initializers.map((tensor) => bytesField(GraphField.Initializer, tensor.record)),
    ...model.inputs.map((value) => bytesField(GraphField.Input, value.record)),
    ...model.outputs.map((value) => bytesField(GraphField.Output, value.record)),
    ...model.otherRecords,
  ]);
  return Buffer.concat([model.modelRecords, bytesField(ModelField.Graph, graph)]);
}

/** Name and element type of a TensorProto, whatever else it holds. */
export function parseTensor(record: Buffer): GraphTensor {
  const reader = bufferReader(record);
  let name = '';
  let elementType = 0;
  for (const field of fieldsOf(reader)) {
    if (field.number === TensorField.Name) name = textOf(reader, field);
    if (field.number === TensorField.DataType) elementType = field.varint;
  }
  return { name, elementType, record };
}
