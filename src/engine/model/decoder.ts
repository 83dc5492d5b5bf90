import path from 'node:path';

import { InferenceSession, Tensor } from 'onnxruntime-node';

import { ModelRefusedError } from '../../core/errors';
import { ElementType } from '../onnx/fieldNumbers';
import { encodeModel, type GraphValue, type ModelGraph } from '../onnx/graph';
import { edited, scoringHead } from '../onnx/headGraph';
import { readSkeleton, type ModelSkeleton } from '../onnx/skeleton';
import { editDecoder } from '../onnx/surgery';
import { planInputs, type InputMaker } from './decoderInputs';
import { float16ToFloat32 } from './float16';
import type { ModelFiles } from './modelFiles';

/** What a decoder says of a token sequence. Row k belongs to the position that predicts token `firstScored + k`. */
export interface SequenceMeasures {
  /** First token that has a predicting position: the one asked for, or 1 when nothing precedes it. */
  readonly firstScored: number;
  /** log π(token) in nats, one a scored token. */
  readonly logProbabilities: Float32Array;
  /** Entropy of the next-token distribution in nats, one a scored token. */
  readonly entropies: Float32Array;
  /** States that feed the unembedding, of every position; null where the graph does not expose them. */
  readonly states: StateRows | null;
}

/** Row-major [positions, size]. */
export interface StateRows {
  readonly values: Float32Array;
  readonly size: number;
}

/** Rows that go through the unembedding at once: bounds memory at vocabulary × 128 at a cost of 2 % in speed. */
const headRows = 128;

/** One decoder, loaded with its weights mapped from the user's files. Runs one sequence at a time, without padding. */
export class Decoder {
  private constructor(
    private readonly makers: ReadonlyMap<string, InputMaker>,
    private readonly body: InferenceSession,
    private readonly head: InferenceSession | null,
    private readonly statesName: string | null,
    private readonly headRank: 2 | 3,
    readonly skeleton: ModelSkeleton,
  ) {}

  /** Throws ModelRefusedError, whose message says why the file cannot be used and what would work. */
  static async load(files: ModelFiles, threads: number): Promise<Decoder> {
    const refuse = (reason: string) => new ModelRefusedError(files.folder, `The model "${nameOf(files)}" cannot be used: ${reason}.`);
    try {
      const skeleton = readSkeleton(files.onnxFile);
      const makers = makersFor(skeleton.graph.inputs);
      return await Decoder.open(skeleton, makers, threads);
    } catch (error) {
      throw ModelRefusedError.is(error) ? error : refuse(reasonOf(error));
    }
  }

  private static async open(skeleton: ModelSkeleton, makers: ReadonlyMap<string, InputMaker>, threads: number): Promise<Decoder> {
    const decoder = editDecoder(skeleton.graph);
    const create = (graph: ModelGraph) => createSession(graph, skeleton.weightFolder, threads);
    if (decoder.kind === 'whole') return new Decoder(makers, await create(decoder.graph), null, null, 3, skeleton);
    const body = await create(decoder.body);
    const head = await create(scoringHead(decoder.unembedding, elementTypeOf(body, decoder.states)));
    return new Decoder(makers, body, head, decoder.states, decoder.unembedding.rank, skeleton);
  }

  get hasStates(): boolean {
    return this.head !== null;
  }

  /** Measures the tokens of `ids` from index `from` on. */
  async measure(ids: readonly number[], from: number): Promise<SequenceMeasures> {
    const firstScored = Math.max(from, 1);
    if (ids.length < 1) return { firstScored, logProbabilities: new Float32Array(), entropies: new Float32Array(), states: null };
    return this.head ? this.measureSplit(ids, firstScored, this.head) : this.measureWhole(ids, firstScored);
  }

  async release(): Promise<void> {
    await this.body.release();
    await this.head?.release();
  }

  private feeds(session: InferenceSession, ids: readonly number[]): Record<string, Tensor> {
    const names = session.inputNames.filter((name) => this.makers.has(name));
    return Object.fromEntries(names.map((name) => [name, this.input(name, ids)]));
  }

  private input(name: string, ids: readonly number[]): Tensor {
    const maker = this.makers.get(name);
    if (!maker) throw new Error(`no value for the model's input "${name}"`);
    return maker(ids);
  }

  private async measureSplit(ids: readonly number[], firstScored: number, head: InferenceSession): Promise<SequenceMeasures> {
    const outputs = await this.body.run(this.feeds(this.body, ids));
    const states = rowsOf(outputs[this.statesName ?? ''], ids.length);
    const count = Math.max(ids.length - firstScored, 0);
    const logProbabilities = new Float32Array(count);
    const entropies = new Float32Array(count);
    for (let row = 0; row < count; row += headRows) {
      const rows = Math.min(headRows, count - row);
      const from = (firstScored - 1 + row) * states.size;
      const chunk = states.values.slice(from, from + rows * states.size);
      const targets = BigInt64Array.from(ids.slice(firstScored + row, firstScored + row + rows), BigInt);
      const batch = this.headRank === 2 ? [] : [1];
      const result = await head.run({
        [edited.states]: new Tensor('float32', chunk, [...batch, rows, states.size]),
        [edited.targets]: new Tensor('int64', targets, [...batch, rows, 1]),
      });
      logProbabilities.set(floatsOf(result[edited.logProbabilities]), row);
      entropies.set(floatsOf(result[edited.entropies]), row);
    }
    return { firstScored, logProbabilities, entropies, states };
  }

  private async measureWhole(ids: readonly number[], firstScored: number): Promise<SequenceMeasures> {
    // Every position predicts its successor; the last one's target is a stand-in whose row is dropped.
    const targets = BigInt64Array.from([...ids.slice(1), 0], BigInt);
    const feeds = { ...this.feeds(this.body, ids), [edited.targets]: new Tensor('int64', targets, [1, ids.length, 1]) };
    const result = await this.body.run(feeds);
    const wanted = (tensor: Tensor | undefined) => floatsOf(tensor).slice(firstScored - 1, ids.length - 1);
    return {
      firstScored,
      logProbabilities: wanted(result[edited.logProbabilities]),
      entropies: wanted(result[edited.entropies]),
      states: null,
    };
  }
}

function makersFor(inputs: readonly GraphValue[]): ReadonlyMap<string, InputMaker> {
  const names = inputs.map((input) => input.name);
  if (!names.includes('input_ids')) {
    const takes = names.slice(0, 5).join(', ');
    throw new Error(`it takes ${takes || 'no input'} instead of input_ids; export the text decoder of a causal language model`);
  }
  const plan = planInputs(inputs);
  if ('makers' in plan) return plan.makers;
  throw new Error(`it needs the input ${plan.unknown.slice(0, 3).join(', ')}, which a text decoder does not have; export it as a plain causal language model`);
}

async function createSession(graph: ModelGraph, weightFolder: string, threads: number): Promise<InferenceSession> {
  return InferenceSession.create(encodeModel(graph), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // The arena never gives memory back; without it the process shrinks after a long row, at no cost in speed.
    enableCpuMemArena: false,
    logSeverityLevel: 3,
    extra: {
      session: {
        model_external_initializers_file_folder_path: weightFolder,
        // Idle threads of two sessions would spin against each other.
        intra_op: { allow_spinning: '0' },
      },
    },
  });
}

function elementTypeOf(session: InferenceSession, name: string): number {
  const metadata = session.outputMetadata.find((value) => value.name === name);
  const type = metadata?.isTensor ? metadata.type : 'float32';
  return type === 'float16' ? ElementType.Float16 : ElementType.Float;
}

function floatsOf(tensor: Tensor | undefined): Float32Array {
  if (!tensor) throw new Error('the model gave no value for an output that was asked for');
  return tensor.data instanceof Float32Array ? tensor.data : float16ToFloat32(tensor.data as Uint16Array);
}

function rowsOf(tensor: Tensor | undefined, positions: number): StateRows {
  const values = floatsOf(tensor);
  const size = values.length / positions;
  if (!Number.isInteger(size)) throw new Error('the states that feed the unembedding do not have one row a token');
  return { values, size };
}

function nameOf(files: ModelFiles): string {
  return path.basename(path.resolve(files.folder));
}

/** The first line of an error, without the runtime's own prefixes and file positions. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/^.*?(?:ERROR_MESSAGE|INVALID_PROTOBUF|error code=\d+, error message):\s*/i, '').replace(/\.\s*$/, '').slice(0, 400);
}
