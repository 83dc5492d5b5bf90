import { AttributeField, AttributeType, ModelField, NodeField, OpsetField, TensorField, ElementType } from './fieldNumbers';
import { parseNode, parseTensor, parseValue, type GraphNode, type GraphTensor, type GraphValue } from './graph';
import { bytesField, varintField } from './wire';

type AttributeValue = number | readonly number[];

function attribute(name: string, value: AttributeValue): Buffer {
  const body =
    typeof value === 'number'
      ? [varintField(AttributeField.Integer, BigInt(value)), varintField(AttributeField.Type, AttributeType.Integer)]
      : [...value.map((item) => varintField(AttributeField.Integers, BigInt(item))), varintField(AttributeField.Type, AttributeType.Integers)];
  return bytesField(NodeField.Attribute, Buffer.concat([bytesField(AttributeField.Name, name), ...body]));
}

/** A standard ONNX node with integer attributes. */
export function makeNode(operator: string, inputs: readonly string[], outputs: readonly string[], attributes: Readonly<Record<string, AttributeValue>> = {}): GraphNode {
  return parseNode(
    Buffer.concat([
      ...inputs.map((name) => bytesField(NodeField.Input, name)),
      ...outputs.map((name) => bytesField(NodeField.Output, name)),
      bytesField(NodeField.Name, `preflens/${outputs[0] ?? operator}`),
      bytesField(NodeField.OperatorType, operator),
      ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    ]),
  );
}

/** A graph input or output. Element type 0 leaves the type for the runtime to infer. */
export function makeValue(name: string, elementType: number, dimensions: readonly string[]): GraphValue {
  if (elementType === 0) return parseValue(bytesField(1, name));
  const shape = Buffer.concat(dimensions.map((dimension) => bytesField(1, bytesField(2, dimension))));
  const tensor = Buffer.concat([varintField(1, elementType), bytesField(2, shape)]);
  return parseValue(Buffer.concat([bytesField(1, name), bytesField(2, bytesField(1, tensor))]));
}

/** A one-dimensional int64 initializer. */
export function makeInt64Tensor(name: string, values: readonly number[]): GraphTensor {
  const raw = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => raw.writeBigInt64LE(BigInt(value), index * 8));
  return parseTensor(
    Buffer.concat([
      varintField(TensorField.Dimensions, values.length),
      varintField(TensorField.DataType, ElementType.Int64),
      bytesField(TensorField.Name, name),
      bytesField(TensorField.RawData, raw),
    ]),
  );
}

/** The records that make a graph of standard operators a model: IR version 8 (ONNX 1.10) and the operators' version. */
export function makeOpsetImport(version: number): Buffer {
  return Buffer.concat([varintField(ModelField.IrVersion, 8), bytesField(ModelField.OpsetImport, varintField(OpsetField.Version, version))]);
}
