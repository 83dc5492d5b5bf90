import type { InferenceSession, Tensor } from 'onnxruntime-node';

import type { CacheBinding } from '../onnx/cacheBindings';
import { batchAxis, noCaches, runLength, wantsStates, type DecoderRun, type InputMaker } from './decoderInputs';
import { repeatCache } from './repeatCaches';
import type { StateRows } from './sequenceMeasures';
import { floatsOf } from './tensorValues';

/** Cache tensors by the name of the input that takes them. */
export type Caches = Readonly<Record<string, Tensor>>;

/** Tokens of a run that only fills caches, at most: longer ones fill no processor better, and their attention takes memory by the square. */
const pieceLength = 512;

/** The part of a decoder that reads tokens: runs from and into caches. */
export class DecoderBody {
  constructor(
    private readonly session: InferenceSession,
    private readonly makers: ReadonlyMap<string, InputMaker>,
    private readonly bindings: readonly CacheBinding[],
    private readonly statesName: string,
  ) {}

  get hasCaches(): boolean {
    return this.bindings.length > 0;
  }

  /** States of each sequence, its padding left out. */
  async readStates(run: DecoderRun): Promise<StateRows[]> {
    const outputs = await this.run(run, {}, [this.statesName]);
    const values = floatsOf(outputs[this.statesName]);
    const length = runLength(run);
    const size = values.length / length / run.sequences.length;
    if (!Number.isInteger(size)) throw new Error('the states that feed the unembedding do not have one row a token');
    return run.sequences.map((ids, index) => {
      const start = index * length * size;
      return { values: values.subarray(start, start + ids.length * size), size, firstPosition: run.past };
    });
  }

  /** The caches after a run, those before it included. `targets` are for a graph that ends in log-probabilities. */
  async readCaches(run: DecoderRun, targets: Caches = {}): Promise<Caches> {
    const outputs = await this.run(run, targets, this.bindings.map(({ present }) => present.name));
    return Object.fromEntries(this.bindings.flatMap(({ past, present }) => {
      const tensor = outputs[present.name];
      return tensor ? [[past.name, tensor]] : [];
    }));
  }

  /** The caches after one sequence, which is read piece by piece; never a single token, which would be computed another way. */
  async readInPieces(ids: readonly number[]): Promise<Caches> {
    let [past, caches]: [number, Caches] = [0, noCaches];
    while (past < ids.length) {
      const end = ids.length - past <= pieceLength + 1 ? ids.length : past + pieceLength;
      caches = await this.readCaches({ sequences: [ids.slice(past, end)], past, caches });
      past = end;
    }
    return caches;
  }

  /** The caches of one sequence for several that go on from it. */
  repeated(caches: Caches, count: number): Caches {
    if (count === 1) return caches;
    const axes = new Map(this.bindings.map(({ past }) => [past.name, batchAxis(past)]));
    return Object.fromEntries(Object.entries(caches).map(([name, cache]) => [name, repeatCache(cache, axes.get(name) ?? 0, count)]));
  }

  async run(run: DecoderRun, further: Caches, outputs: readonly string[]): Promise<InferenceSession.ReturnType> {
    const feeds = this.session.inputNames.flatMap((name): [string, Tensor][] => {
      const maker = this.makers.get(name);
      return maker ? [[name, maker(run)]] : [];
    });
    const wants = wantsStates(this.session.inputNames, outputs.includes(this.statesName));
    return this.session.run({ ...Object.fromEntries(feeds), ...wants, ...further }, outputs);
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}
