import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';

import { AttributeField, EntryField, GraphField, ModelField, NodeField, OpsetField, TensorField } from './fieldNumbers';
import { FileReader } from './fileReader';
import { type GraphNode, type GraphTensor, type GraphValue, type ModelGraph, parseNode, parseTensor, parseValue } from './graph';
import { makeNode } from './nodeBuilder';
import { bufferReader, bytesField, fieldsOf, MalformedModelError, textOf, varintField, WireType, type WireField, type WireReader } from './wire';

/** Small tensors stay inline: shapes and axes must be readable when the runtime infers shapes. */
const inlineLimit = 4096;

/** The input by which a merged decoder is told whether there is a past. */
const useCacheBranch = 'use_cache_branch';

/** A model whose weights stay where they are: ONNX Runtime maps them from `weightFolder`. */
export interface ModelSkeleton {
  readonly graph: ModelGraph;
  /** Whether the file holds two decoders, with past and without. */
  readonly isMerged: boolean;
  /** Folder that every external tensor's location is relative to. */
  readonly weightFolder: string;
  /** Real paths of all files that hold graph or weights, the .onnx file first. */
  readonly files: readonly string[];
}

/** An external tensor names a file that is not there, or not where a model may keep its weights. */
class ExternalDataError extends Error {
  override readonly name = 'ExternalDataError';
}

/** Which half of a merged decoder (an If on `use_cache_branch`) to take; "both" leaves the If as it is. */
export type MergedBranch = 'both' | 'with-past' | 'no-past';

/** Reads the headers of an .onnx file and turns its weights into references into that same file. */
export function readSkeleton(file: string, branch: MergedBranch = 'both'): ModelSkeleton {
  const real = realpathSync(file);
  const reader = new FileReader(real);
  try {
    return new SkeletonBuilder(file, real, reader, branch).build();
  } finally {
    reader.close();
  }
}

class SkeletonBuilder {
  private readonly modelRecords: Buffer[] = [];
  private readonly nodes: GraphNode[] = [];
  private readonly inputs: GraphValue[] = [];
  private readonly outputs: GraphValue[] = [];
  private readonly initializers: GraphTensor[] = [];
  private readonly otherRecords: Buffer[] = [];
  private readonly files: string[];
  private opset = 0;

  constructor(
    private readonly file: string,
    private readonly real: string,
    private readonly reader: WireReader,
    private readonly branch: MergedBranch,
  ) {
    this.files = [real];
  }

  build(): ModelSkeleton {
    for (const field of fieldsOf(this.reader)) {
      if (field.number === ModelField.Graph) this.readGraph(field);
      else this.readModelRecord(field);
    }
    if (this.nodes.length === 0) throw new MalformedModelError('the file holds no graph');
    const folders = new Set(this.files.map((name) => path.dirname(name)));
    const dataFolders = this.files.length > 1 ? new Set(this.files.slice(1).map((name) => path.dirname(name))) : folders;
    if (folders.size > 1 && this.usesOwnWeights) throw new ExternalDataError('weights lie in more than one folder; put them beside the .onnx file');
    if (dataFolders.size > 1) throw new ExternalDataError('external weights lie in more than one folder; put them beside the .onnx file');
    const { modelRecords, nodes, inputs, outputs, initializers, otherRecords, opset, files } = this;
    const names = new Set(initializers.map((tensor) => tensor.name));
    const graph = {
      modelRecords: Buffer.concat(modelRecords),
      opset,
      nodes,
      // Old exports list every initializer among the inputs as well.
      inputs: inputs.filter((value) => !names.has(value.name)),
      outputs,
      initializers,
      otherRecords,
    };
    return { graph, isMerged: inputs.some(({ name }) => name === useCacheBranch), weightFolder: [...dataFolders][0] ?? path.dirname(this.real), files };
  }

  private usesOwnWeights = false;

  private readModelRecord(field: WireField): void {
    this.modelRecords.push(this.reader.slice(field.recordStart, field.payloadEnd));
    if (field.number !== ModelField.OpsetImport) return;
    let domain = '';
    let version = 0;
    for (const part of fieldsOf(this.reader, field.payloadStart, field.payloadEnd)) {
      if (part.number === OpsetField.Domain) domain = textOf(this.reader, part);
      if (part.number === OpsetField.Version) version = part.varint;
    }
    if (domain === '' || domain === 'ai.onnx') this.opset = version;
  }

  private readGraph(graph: WireField): void {
    for (const field of fieldsOf(this.reader, graph.payloadStart, graph.payloadEnd)) {
      const payload = () => this.reader.slice(field.payloadStart, field.payloadEnd);
      switch (field.number) {
        case GraphField.Node:
          this.readNode(field, parseNode(payload()));
          break;
        case GraphField.Initializer:
          this.initializers.push(this.readTensor(field));
          break;
        case GraphField.Input:
          this.inputs.push(parseValue(payload()));
          break;
        case GraphField.Output:
          this.outputs.push(parseValue(payload()));
          break;
        case GraphField.Name:
        case GraphField.DocString:
        case GraphField.ValueInfo:
          break;
        default:
          this.otherRecords.push(this.reader.slice(field.recordStart, field.payloadEnd));
      }
    }
  }

  private readNode(field: WireField, node: GraphNode): void {
    const isMerge = node.operator === 'If' && node.inputs[0] === useCacheBranch;
    if (isMerge && this.branch !== 'both') this.readBranch(field, node, this.branch === 'with-past' ? 'then_branch' : 'else_branch');
    else this.nodes.push(node);
  }

  /** The nodes of one branch in the place of the If; a name that is no longer the If's output is passed on. */
  private readBranch(merge: WireField, node: GraphNode, wanted: string): void {
    const outputs: string[] = [];
    for (const field of this.fieldsOfBranch(merge, wanted)) {
      const payload = () => this.reader.slice(field.payloadStart, field.payloadEnd);
      if (field.number === GraphField.Node) this.nodes.push(parseNode(payload()));
      if (field.number === GraphField.Initializer) this.initializers.push(this.readTensor(field));
      if (field.number === GraphField.Output) outputs.push(parseValue(payload()).name);
    }
    for (const [index, name] of node.outputs.entries()) {
      const inner = outputs[index];
      if (inner !== undefined && inner !== name) this.nodes.push(makeNode('Identity', [inner], [name]));
    }
  }

  private *fieldsOfBranch(merge: WireField, wanted: string): Generator<WireField> {
    for (const attribute of fieldsOf(this.reader, merge.payloadStart, merge.payloadEnd)) {
      if (attribute.number !== NodeField.Attribute) continue;
      const parts = [...fieldsOf(this.reader, attribute.payloadStart, attribute.payloadEnd)];
      const name = parts.find((part) => part.number === AttributeField.Name);
      const graph = parts.find((part) => part.number === AttributeField.Graph);
      if (name && graph && textOf(this.reader, name) === wanted) yield* fieldsOf(this.reader, graph.payloadStart, graph.payloadEnd);
    }
  }

  private readTensor(tensor: WireField): GraphTensor {
    const kept: Buffer[] = [];
    const external: Buffer[] = [];
    let raw: WireField | undefined;
    for (const field of fieldsOf(this.reader, tensor.payloadStart, tensor.payloadEnd)) {
      if (field.number === TensorField.RawData && field.payloadEnd - field.payloadStart > inlineLimit) raw = field;
      else if (field.number === TensorField.ExternalData && field.type === WireType.Bytes)
        external.push(this.reader.slice(field.payloadStart, field.payloadEnd));
      else kept.push(this.reader.slice(field.recordStart, field.payloadEnd));
    }
    if (raw) kept.push(...this.reference(path.basename(this.real), raw.payloadStart, raw.payloadEnd - raw.payloadStart));
    else if (external.length > 0) kept.push(...this.externalEntries(external));
    if (raw) this.usesOwnWeights = true;
    return parseTensor(Buffer.concat(kept));
  }

  private reference(location: string, offset: number, length: number): Buffer[] {
    return [entry('location', location), entry('offset', String(offset)), entry('length', String(length)), varintField(TensorField.DataLocation, 1)];
  }

  /** Existing references are kept, but point at the real file, since the runtime refuses links that leave the folder. */
  private externalEntries(payloads: readonly Buffer[]): Buffer[] {
    return payloads.map((payload) => {
      const { key, value } = parseEntry(payload);
      return key === 'location' ? entry('location', this.resolveLocation(value)) : bytesField(TensorField.ExternalData, payload);
    });
  }

  private resolveLocation(location: string): string {
    const parts = location.split(/[\\/]/);
    if (path.isAbsolute(location) || parts.includes('..') || location.includes('\0') || /^[A-Za-z]:/.test(location))
      throw new ExternalDataError(`its weights point outside the model folder ("${location.slice(0, 80)}"), which is not allowed`);
    const named = path.join(path.dirname(this.file), location);
    const beside = path.join(path.dirname(this.real), location);
    const found = [named, beside].find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
    if (found === undefined) throw new ExternalDataError(`its weights file "${location}" is missing; put it beside ${path.basename(this.file)}`);
    const real = realpathSync(found);
    if (!this.files.includes(real)) this.files.push(real);
    return path.basename(real);
  }
}

function entry(key: string, value: string): Buffer {
  return bytesField(TensorField.ExternalData, Buffer.concat([bytesField(EntryField.Key, key), bytesField(EntryField.Value, value)]));
}

function parseEntry(payload: Buffer): { key: string; value: string } {
  const reader = bufferReader(payload);
  let key = '';
  let value = '';
  for (const field of fieldsOf(reader)) {
    if (field.number === EntryField.Key) key = textOf(reader, field);
    if (field.number === EntryField.Value) value = textOf(reader, field);
  }
  return { key, value };
}
