import type { InferenceSession, Tensor } from 'onnxruntime-node';

import type { CacheBinding } from '../onnx/cacheBindings';
import { batchAxis, runLength, wantsStates, type DecoderRun, type InputMaker } from './decoderInputs';
import { joinedFloats } from './joinedFloats';
import { repeatCache } from './repeatCaches';
import type { StateRows } from './sequenceMeasures';
import { floatsOf } from './tensorValues';

/** Cache tensors by the name of the input that takes them. */
export type Caches = Readonly<Record<string, Tensor>>;

/** Tokens of a piece, about: longer ones fill no processor better, and their attention takes memory by the square. */
const pieceLength = 256;

/** The part of a decoder that reads tokens: runs from and into caches. */
export class DecoderBody {
  constructor(
    private readonly session: InferenceSession,
    private readonly makers: ReadonlyMap<string, InputMaker>,
    private readonly bindings: readonly CacheBinding[],
    private readonly statesName: string,
    /** Read a long sequence piece by piece; only where that changes no bit. */
    private readonly inPieces = false,
  ) {}

  get hasCaches(): boolean {
    return this.bindings.length > 0;
  }

  /** States of each sequence, its padding left out. */
  async readStates(run: DecoderRun): Promise<StateRows[]> {
    const parts: StateRows[][] = [];
    const pieces = this.piecesOf(run);
    let { past, caches } = run;
    for (const [index, sequences] of pieces.entries()) {
      const piece = { sequences, past, caches };
      const goesOn = index + 1 < pieces.length;
      const outputs = await this.run(piece, {}, [this.statesName, ...(goesOn ? this.presentNames() : [])]);
      parts.push(rowsOf(floatsOf(outputs[this.statesName]), piece));
      if (goesOn) [past, caches] = [past + runLength(piece), this.cachesOf(outputs)];
    }
    const [first = []] = parts;
    return parts.length === 1 ? first : [joined(parts.flat())];
  }

  /** The caches after a run, those before it included. `targets` are for a graph that ends in log-probabilities. */
  async readCaches(run: DecoderRun, targets: Caches = {}): Promise<Caches> {
    let { past, caches } = run;
    for (const sequences of this.piecesOf(run)) {
      const piece = { sequences, past, caches };
      caches = this.cachesOf(await this.run(piece, targets, this.presentNames()));
      past += runLength(piece);
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

  /** The sequences of each piece of a run; never a single token, which would be computed another way. */
  private piecesOf({ sequences }: DecoderRun): readonly (readonly (readonly number[])[])[] {
    const [ids = []] = sequences;
    if (!this.inPieces || sequences.length > 1 || ids.length <= pieceLength + 1) return [sequences];
    const count = Math.ceil((ids.length - 1) / pieceLength);
    return Array.from({ length: count }, (_, index) => [ids.slice(index * pieceLength, index + 1 === count ? ids.length : (index + 1) * pieceLength)]);
  }

  private presentNames(): readonly string[] {
    return this.bindings.map(({ present }) => present.name);
  }

  private cachesOf(outputs: InferenceSession.ReturnType): Caches {
    return Object.fromEntries(this.bindings.flatMap(({ past, present }) => {
      const tensor = outputs[present.name];
      return tensor ? [[past.name, tensor]] : [];
    }));
  }
}

function rowsOf(values: Float32Array, run: DecoderRun): StateRows[] {
  const length = runLength(run);
  const size = values.length / length / run.sequences.length;
  if (!Number.isInteger(size)) throw new Error('the states that feed the unembedding do not have one row a token');
  return run.sequences.map((ids, index) => {
    const start = index * length * size;
    return { values: values.subarray(start, start + ids.length * size), size, firstPosition: run.past };
  });
}

/** Rows of one sequence that follow each other. */
function joined(parts: readonly StateRows[]): StateRows {
  const [first] = parts;
  return { values: joinedFloats(parts.map((part) => part.values)), size: first?.size ?? 0, firstPosition: first?.firstPosition ?? 0 };
}
