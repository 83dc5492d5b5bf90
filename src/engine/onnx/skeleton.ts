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
  /** Made when all files are known, since their locations are relative to the folder that holds them all. */
  private readonly initializers: ((weightFolder: string) => GraphTensor)[] = [];
  private readonly located = new Map<string, WeightsFile>();
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
    const { modelRecords, nodes, inputs, outputs, otherRecords, opset, files } = this;
    const weightFolder = commonFolder(files);
    const initializers = this.initializers.map((place) => place(weightFolder));
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
    return { graph, isMerged: inputs.some(({ name }) => name === useCacheBranch), weightFolder, files };
  }

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

  private readTensor(tensor: WireField): (weightFolder: string) => GraphTensor {
    const kept: Buffer[] = [];
    const external: Buffer[] = [];
    let raw: WireField | undefined;
    for (const field of fieldsOf(this.reader, tensor.payloadStart, tensor.payloadEnd)) {
      if (field.number === TensorField.RawData && field.payloadEnd - field.payloadStart > inlineLimit) raw = field;
      else if (field.number === TensorField.ExternalData && field.type === WireType.Bytes)
        external.push(this.reader.slice(field.payloadStart, field.payloadEnd));
      else kept.push(this.reader.slice(field.recordStart, field.payloadEnd));
    }
    if (raw) return this.reference(kept, raw);
    if (external.length > 0) return this.externalReference(kept, external);
    const known = parseTensor(Buffer.concat(kept));
    return () => known;
  }

  /** Weights inside the .onnx file, as a reference to that file. */
  private reference(kept: readonly Buffer[], { payloadStart, payloadEnd }: WireField): (weightFolder: string) => GraphTensor {
    const place = [entry('offset', String(payloadStart)), entry('length', String(payloadEnd - payloadStart)), varintField(TensorField.DataLocation, 1)];
    return (folder) => parseTensor(Buffer.concat([...kept, locationEntry(folder, this.real), ...place]));
  }

  /** Existing references are kept, but point at the real file, since the runtime refuses links that leave the folder. */
  private externalReference(kept: readonly Buffer[], payloads: readonly Buffer[]): (weightFolder: string) => GraphTensor {
    const entries = new Map(payloads.map(parseEntry).map(({ key, value }) => [key, value]));
    const location = entries.get('location') ?? '';
    const file = this.resolveLocation(location);
    const [offset, length] = [Number(entries.get('offset') ?? 0), Number(entries.get('length') ?? 0)];
    if (!(offset >= 0 && length >= 0 && offset + length <= file.size))
      throw new ExternalDataError(`its weights file "${location.slice(0, 80)}" is shorter than its graph says; download the model again, all of its files`);
    const others = [...entries].filter(([key]) => key !== 'location').map(([key, value]) => entry(key, value));
    return (folder) => parseTensor(Buffer.concat([...kept, locationEntry(folder, file.real), ...others]));
  }

  /** Real path of a weights file beside the model, or beside what the model is a link to. */
  private resolveLocation(location: string): WeightsFile {
    const known = this.located.get(location);
    if (known) return known;
    const parts = location.split(/[\\/]/);
    if (path.isAbsolute(location) || parts.includes('..') || location.includes('\0') || /^[A-Za-z]:/.test(location))
      throw new ExternalDataError(`its weights point outside the model folder ("${location.slice(0, 80)}"), which is not allowed`);
    const candidates = [path.join(path.dirname(this.file), location), path.join(path.dirname(this.real), location)];
    const found = candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
    if (found === undefined) throw new ExternalDataError(`its weights file "${location.slice(0, 80)}" is missing; put it beside ${path.basename(this.file)}`);
    const file = { real: realpathSync(found), size: statSync(found).size };
    this.located.set(location, file);
    if (!this.files.includes(file.real)) this.files.push(file.real);
    return file;
  }
}

/** A file that holds weights, behind all links, with its size in bytes. */
interface WeightsFile {
  readonly real: string;
  readonly size: number;
}

/** The innermost folder that holds all files. */
function commonFolder(files: readonly string[]): string {
  const within = (folder: string, file: string) => !path.relative(folder, file).startsWith('..') && !path.isAbsolute(path.relative(folder, file));
  let folder = path.dirname(files[0] ?? '.');
  while (!files.every((file) => within(folder, file))) {
    if (path.dirname(folder) === folder) throw new ExternalDataError('its weights lie on another drive than its graph; put them into one folder');
    folder = path.dirname(folder);
  }
  return folder;
}

function locationEntry(folder: string, file: string): Buffer {
  return entry('location', path.relative(folder, file).split(path.sep).join('/'));
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
