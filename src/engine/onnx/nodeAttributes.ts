import { AttributeField, NodeField } from './fieldNumbers';
import type { GraphNode } from './graph';
import { bufferReader, fieldsOf, textOf, WireType } from './wire';

/** What an attribute holds, of the kinds that the surgery looks at. */
export interface NodeAttribute {
  readonly name: string;
  /** Of a single integer, or of a list. */
  readonly integers: readonly number[];
  /** TensorProto, where it holds one. */
  readonly tensor: Buffer | null;
}

/** The attributes of a node. Negative integers come out negative. */
export function attributesOf(node: GraphNode): readonly NodeAttribute[] {
  const reader = bufferReader(node.record);
  return [...fieldsOf(reader)]
    .filter((field) => field.number === NodeField.Attribute)
    .map((field) => parseAttribute(reader.slice(field.payloadStart, field.payloadEnd)));
}

/** The integers of one attribute; undefined where the node does not have it. */
export function integersOf(node: GraphNode, name: string): readonly number[] | undefined {
  return attributesOf(node).find((attribute) => attribute.name === name)?.integers;
}

/** The record of a node without one of its attributes. */
export function withoutAttribute(record: Buffer, name: string): Buffer {
  const reader = bufferReader(record);
  const kept = [...fieldsOf(reader)].filter(
    (field) => field.number !== NodeField.Attribute || parseAttribute(reader.slice(field.payloadStart, field.payloadEnd)).name !== name,
  );
  return Buffer.concat(kept.map((field) => reader.slice(field.recordStart, field.payloadEnd)));
}

function parseAttribute(record: Buffer): NodeAttribute {
  const reader = bufferReader(record);
  let name = '';
  let tensor: Buffer | null = null;
  const integers: number[] = [];
  for (const field of fieldsOf(reader)) {
    if (field.number === AttributeField.Name) name = textOf(reader, field);
    else if (field.number === AttributeField.Tensor) tensor = reader.slice(field.payloadStart, field.payloadEnd);
    else if (field.number === AttributeField.Integer || field.number === AttributeField.Integers) integers.push(...repeatedIntegers(reader.slice(field.recordStart, field.payloadEnd)));
  }
  return { name, integers, tensor };
}

/** The integers of a record that holds one, or several packed. */
export function repeatedIntegers(record: Buffer): number[] {
  const [field] = fieldsOf(bufferReader(record));
  if (!field) return [];
  if (field.type === WireType.Varint) return [signed(field.varint)];
  return packed(record.subarray(field.payloadStart, field.payloadEnd));
}

function packed(bytes: Buffer): number[] {
  const numbers: number[] = [];
  let start = 0;
  for (let end = 0; end < bytes.length; end++) {
    if ((bytes[end] ?? 0) >= 0x80) continue;
    const tagged = Buffer.concat([Buffer.from([8]), bytes.subarray(start, end + 1)]);
    numbers.push(...[...fieldsOf(bufferReader(tagged))].map((field) => signed(field.varint)));
    start = end + 1;
  }
  return numbers;
}

/** Varints carry negative numbers as their 64-bit complement. */
function signed(value: number): number {
  return value >= 2 ** 63 ? value - 2 ** 64 : value;
}
