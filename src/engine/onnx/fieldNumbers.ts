/** Field numbers of onnx.proto (ONNX IR 3 to 12), by message. */
export const ModelField = { IrVersion: 1, Graph: 7, OpsetImport: 8 } as const;
export const OpsetField = { Domain: 1, Version: 2 } as const;
export const GraphField = { Node: 1, Name: 2, Initializer: 5, DocString: 10, Input: 11, Output: 12, ValueInfo: 13 } as const;
export const NodeField = { Input: 1, Output: 2, Name: 3, OperatorType: 4, Attribute: 5, Domain: 7 } as const;
export const AttributeField = { Name: 1, Integer: 3, Tensor: 5, Graph: 6, Integers: 8, Graphs: 11, Type: 20 } as const;
export const TensorField = {
  Dimensions: 1,
  DataType: 2,
  Int32Data: 5,
  Int64Data: 7,
  Name: 8,
  RawData: 9,
  ExternalData: 13,
  DataLocation: 14,
} as const;
export const EntryField = { Key: 1, Value: 2 } as const;
export const ValueInfoField = { Name: 1, Type: 2 } as const;

/** TensorProto.DataType. */
export const ElementType = { Float: 1, Uint8: 2, Int8: 3, Int32: 6, Int64: 7, Bool: 9, Float16: 10, Double: 11, BFloat16: 16 } as const;
/** AttributeProto.AttributeType. */
export const AttributeType = { Integer: 2, Graph: 5, Integers: 7 } as const;
