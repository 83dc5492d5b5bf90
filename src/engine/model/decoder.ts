import path from 'node:path';

import type { InferenceSession} from 'onnxruntime-node';
import { Tensor } from 'onnxruntime-node';

import { ModelRefusedError } from '../../core/errors';
import { ElementType } from '../onnx/fieldNumbers';
import type { GraphValue, ModelGraph } from '../onnx/graph';
import { edited, scoringHead } from '../onnx/headGraph';
import type { ModelSkeleton } from '../onnx/skeleton';
import { editDecoder } from '../onnx/surgery';
import type { DecoderAbilities } from '../probe/decoderAbilities';
import { prepareDecoder, type PreparedDecoder } from '../probe/prepareDecoder';
import { createSession, type SessionSettings } from './createSession';
import { planInputs, type InputMaker } from './decoderInputs';
import type { ModelFiles } from './modelFiles';
import { floatsOf } from './tensorValues';

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
    /** What the probe at load found. */
    readonly abilities: DecoderAbilities,
  ) {}

  /** Throws ModelRefusedError, whose message says why the file cannot be used and what would work. */
  static async load(files: ModelFiles, threads: number, cacheFolder: string | null = null): Promise<Decoder> {
    const refuse = (reason: string) => new ModelRefusedError(files.folder, `The model "${nameOf(files)}" cannot be used: ${reason}.`);
    try {
      const settings = { threads, lowMemory: false };
      return await Decoder.open(await prepareDecoder(files, { ...settings, cacheFolder }), settings);
    } catch (error) {
      throw ModelRefusedError.is(error) ? error : refuse(reasonOf(error));
    }
  }

  private static async open({ skeleton, whole, abilities }: PreparedDecoder, settings: SessionSettings): Promise<Decoder> {
    const decoder = editDecoder(skeleton.graph, { whole });
    const makers = makersFor(skeleton.graph.inputs);
    const create = (graph: ModelGraph) => createSession(graph, skeleton.weightFolder, settings);
    if (decoder.kind === 'whole') return new Decoder(makers, await create(decoder.graph), null, null, 3, skeleton, abilities);
    const body = await create(decoder.body);
    const head = await create(scoringHead(decoder.unembedding, elementTypeOf(body, decoder.states)));
    return new Decoder(makers, body, head, decoder.states, decoder.unembedding.rank, skeleton, abilities);
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
    // Where a row's figures depend on the others, all of them go through together, as they do in the file itself.
    const together = this.abilities.rowInvariance !== 'exact';
    const first = together ? 1 : firstScored;
    const count = Math.max(ids.length - first + (together ? 1 : 0), 0);
    const logProbabilities = new Float32Array(count);
    const entropies = new Float32Array(count);
    const chunkRows = together ? count : headRows;
    for (let row = 0; row < count; row += chunkRows) {
      const rows = Math.min(chunkRows, count - row);
      const from = (first - 1 + row) * states.size;
      const chunk = states.values.slice(from, from + rows * states.size);
      const targets = BigInt64Array.from({ length: rows }, (_, index) => BigInt(ids[first + row + index] ?? 0));
      const batch = this.headRank === 2 ? [] : [1];
      const result = await head.run({
        [edited.states]: new Tensor('float32', chunk, [...batch, rows, states.size]),
        [edited.targets]: new Tensor('int64', targets, [...batch, rows, 1]),
      });
      logProbabilities.set(floatsOf(result[edited.logProbabilities]), row);
      entropies.set(floatsOf(result[edited.entropies]), row);
    }
    const wanted = (values: Float32Array) => values.slice(firstScored - first, Math.max(ids.length - first, 0));
    return { firstScored, logProbabilities: wanted(logProbabilities), entropies: wanted(entropies), states };
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

function elementTypeOf(session: InferenceSession, name: string): number {
  const metadata = session.outputMetadata.find((value) => value.name === name);
  const type = metadata?.isTensor ? metadata.type : 'float32';
  return type === 'float16' ? ElementType.Float16 : ElementType.Float;
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
