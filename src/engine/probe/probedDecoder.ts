import { Tensor, type InferenceSession } from 'onnxruntime-node';

import type { SessionSettings } from '../model/createSession';
import { createSession } from '../model/createSession';
import { floatsOf } from '../model/tensorValues';
import type { CacheBinding } from '../onnx/cacheBindings';
import { ElementType } from '../onnx/fieldNumbers';
import { edited, scoringHead } from '../onnx/headGraph';
import type { ModelSkeleton } from '../onnx/skeleton';
import { editDecoder } from '../onnx/surgery';
import { targetFeeds, wantsStates } from '../model/decoderInputs';
import { probeFeeds, type ProbeRow, type ProbeRun } from './probeFeeds';

/** What a probing run gives. */
export interface ProbeResult {
  /** A row each: at index k the log-probability in nats of token k + 1, given those before it. */
  readonly logProbabilities: readonly Float32Array[];
  /** The cache after the run, by the names of the inputs that take it. */
  readonly caches: Readonly<Record<string, Tensor>>;
}

/** What a graph refuses to run is a finding, not an error to be logged: only what is fatal. */
const quietly: InferenceSession.RunOptions = { logSeverityLevel: 4 };

interface OpenHead {
  readonly session: InferenceSession;
  readonly rank: 2 | 3;
  readonly states: string;
}

/** The edited graph of a decoder, opened so that it can be run in ways of which some may be wrong. */
export class ProbedDecoder {
  private constructor(
    private readonly skeleton: ModelSkeleton,
    private readonly body: InferenceSession,
    private readonly head: OpenHead | null,
    private readonly bindings: readonly CacheBinding[],
  ) {}

  static async open(skeleton: ModelSkeleton, whole: boolean, settings: SessionSettings): Promise<ProbedDecoder> {
    const decoder = editDecoder(skeleton.graph, { keepCaches: true, whole });
    if (decoder.kind === 'whole') return new ProbedDecoder(skeleton, await createSession(decoder.graph, skeleton.weightFolder, settings), null, decoder.caches);
    const body = await createSession(decoder.body, skeleton.weightFolder, settings);
    try {
      const graph = scoringHead(decoder.unembedding, elementTypeOf(body, decoder.states));
      const head = { session: await createSession(graph, skeleton.weightFolder, settings), rank: decoder.unembedding.rank, states: decoder.states };
      return new ProbedDecoder(skeleton, body, head, decoder.caches);
    } catch (error) {
      await body.release();
      throw error;
    }
  }

  get isSplit(): boolean {
    return this.head !== null;
  }

  get hasCaches(): boolean {
    return this.bindings.length > 0;
  }

  get hasPositions(): boolean {
    return this.body.inputNames.includes('position_ids');
  }

  /** The caches after rows of equal length, read as a beginning is: without what only their states need. */
  async readCaches(...rows: readonly ProbeRow[]): Promise<Readonly<Record<string, Tensor>>> {
    const run = { rows, past: 0, caches: {} };
    if (!this.head) return (await this.continue(run)).caches;
    return this.cachesOf(await this.runBody(run, this.bindings.map(({ present }) => present.name)));
  }

  /** Runs rows of equal length from an empty cache. */
  async run(...rows: readonly ProbeRow[]): Promise<ProbeResult> {
    return this.continue({ rows, past: 0, caches: {} });
  }

  /** Throws what the runtime throws where the graph cannot be run so. */
  async continue(run: ProbeRun): Promise<ProbeResult> {
    const targets = run.rows.flatMap(({ ids }) => [...ids.slice(1), 0]);
    const shape = [run.rows.length, run.rows[0]?.ids.length ?? 0];
    if (!this.head) {
      const outputs = await this.runBody(run, this.body.outputNames, targetFeeds(targets, shape, true));
      return { logProbabilities: rowsOf(floatsOf(outputs[edited.logProbabilities]), run), caches: this.cachesOf(outputs) };
    }
    const outputs = await this.runBody(run, this.body.outputNames);
    const values = await this.throughHead(this.head, floatsOf(outputs[this.head.states]), targets);
    return { logProbabilities: rowsOf(values, run), caches: this.cachesOf(outputs) };
  }

  async release(): Promise<void> {
    await this.body.release();
    await this.head?.session.release();
  }

  private async runBody(run: ProbeRun, outputs: readonly string[], targets: Readonly<Record<string, Tensor>> = {}): Promise<InferenceSession.ReturnType> {
    const { inputNames } = this.body;
    const feeds = probeFeeds(this.skeleton.graph.inputs, inputNames, run);
    const wants = this.head !== null && wantsStates(inputNames, outputs.includes(this.head.states));
    return this.body.run({ ...feeds, ...wants, ...targets }, outputs, quietly);
  }

  private async throughHead(head: OpenHead, states: Float32Array, targets: readonly number[]): Promise<Float32Array> {
    const batch = head.rank === 2 ? [] : [1];
    const size = states.length / targets.length;
    if (!Number.isInteger(size)) throw new Error('the states that feed the unembedding do not have one row a token');
    const outputs = await head.session.run({
      [edited.states]: new Tensor('float32', states, [...batch, targets.length, size]),
      ...targetFeeds(targets, [...batch, targets.length], true),
    });
    return floatsOf(outputs[edited.logProbabilities]);
  }

  private cachesOf(outputs: InferenceSession.ReturnType): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(this.bindings.flatMap(({ past, present }) => {
      const tensor = outputs[present.name];
      return tensor ? [[past.name, tensor]] : [];
    }));
  }
}

/** Without the last position of each row, which predicts nothing that is known. */
function rowsOf(values: Float32Array, { rows }: ProbeRun): Float32Array[] {
  const length = rows[0]?.ids.length ?? 0;
  if (values.length !== rows.length * length) throw new Error(`it gives log-probabilities of ${values.length / rows.length} of ${length} tokens`);
  return rows.map((_, row) => values.slice(row * length, (row + 1) * length - 1));
}

function elementTypeOf(session: InferenceSession, name: string): number {
  const metadata = session.outputMetadata.find((value) => value.name === name);
  return metadata?.isTensor && metadata.type === 'float16' ? ElementType.Float16 : ElementType.Float;
}
