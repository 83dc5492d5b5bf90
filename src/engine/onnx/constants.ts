import { ElementType, TensorField } from './fieldNumbers';
import type { GraphNode, ModelGraph } from './graph';
import { attributesOf, repeatedIntegers } from './nodeAttributes';
import { bufferReader, fieldsOf } from './wire';

/** Initializers, constants, and whatever is computed from nothing else (casts and transposes of weights). */
export function constantNames(graph: ModelGraph, producers: ReadonlyMap<string, GraphNode>): Set<string> {
  const known = new Map<string, boolean>(graph.initializers.map((tensor): [string, boolean] => [tensor.name, true]));
  for (const input of graph.inputs) known.set(input.name, false);
  const inputsOf = (node: GraphNode) => [...node.inputs, ...node.outerNames].filter((input) => input !== '' && (known.has(input) || producers.has(input)));
  // Depth-first without recursion: a decoder may be thousands of nodes deep. A cycle is no constant, and must not hang.
  const visiting = new Set<string>();
  for (const start of producers.keys()) {
    const stack = [start];
    for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
      const node = producers.get(name);
      const inputs = node ? inputsOf(node) : [];
      const open = known.has(name) || visiting.has(name) ? [] : inputs.filter((input) => !known.has(input) && !visiting.has(input));
      visiting.add(name);
      if (open.length > 0) {
        stack.push(...open);
        continue;
      }
      if (!known.has(name)) known.set(name, node !== undefined && node.outerNames.length === 0 && inputs.every((input) => known.get(input) === true));
      stack.pop();
    }
  }
  return new Set([...known].filter(([, constant]) => constant).map(([name]) => name));
}

/** The integers of a small constant (axes, shapes); undefined where it is none, or is not kept in the graph itself. */
export function constantIntegers(graph: ModelGraph, producers: ReadonlyMap<string, GraphNode>, name: string): readonly number[] | undefined {
  const initializer = graph.initializers.find((tensor) => tensor.name === name);
  if (initializer) return tensorIntegers(initializer.record);
  const node = producers.get(name);
  if (node?.operator !== 'Constant') return undefined;
  const [attribute] = attributesOf(node);
  if (!attribute) return undefined;
  return attribute.tensor ? tensorIntegers(attribute.tensor) : attribute.integers;
}

function tensorIntegers(record: Buffer): readonly number[] | undefined {
  const reader = bufferReader(record);
  const integers: number[] = [];
  let type = 0;
  let raw: Buffer | undefined;
  for (const field of fieldsOf(reader)) {
    if (field.number === TensorField.DataType) type = field.varint;
    if (field.number === TensorField.RawData) raw = reader.slice(field.payloadStart, field.payloadEnd);
    if (field.number === TensorField.Int64Data || field.number === TensorField.Int32Data) integers.push(...repeatedIntegers(reader.slice(field.recordStart, field.payloadEnd)));
  }
  if (type !== ElementType.Int64 && type !== ElementType.Int32) return undefined;
  return raw ? rawIntegers(raw, type === ElementType.Int64 ? 8 : 4) : integers;
}

function rawIntegers(raw: Buffer, width: 4 | 8): number[] {
  return Array.from({ length: Math.floor(raw.length / width) }, (_, index) =>
    width === 8 ? Number(raw.readBigInt64LE(index * width)) : raw.readInt32LE(index * width),
  );
}
