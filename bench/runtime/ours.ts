import { InferenceSession, Tensor } from 'onnxruntime-node';

import type { EncodedPair, EncodedSequence } from '../../src/engine/conventions/encodedPair';
import { measurePair } from '../../src/engine/measure/measurePair';
import { VocabularyGraphs } from '../../src/engine/measure/vocabularyGraphs';
import { createSession } from '../../src/engine/model/createSession';
import { Decoder } from '../../src/engine/model/decoder';
import { planLanes, type LanePlan } from '../../src/engine/model/lanePlan';
import { fastMemory, memoryCeiling, memoryNeed } from '../../src/engine/model/memoryPlan';
import { findModelFiles } from '../../src/engine/model/modelFiles';
import { ElementType } from '../../src/engine/onnx/fieldNumbers';
import { readSkeleton } from '../../src/engine/onnx/skeleton';
import { makeNode, makeOpsetImport, makeValue } from '../../src/engine/onnx/nodeBuilder';

/** A pair by token ids. */
interface IdPair {
  readonly prompt: readonly number[];
  readonly chosen: readonly number[];
  readonly rejected: readonly number[];
}

/** With all figures of a pair; with those of an ordinary row (entropy and CHES beside the sums); or as a reference is run, for its sums alone. */
type Figures = 'all' | 'row' | 'sums';

export interface Scoring {
  score(pairs: readonly IdPair[], figures: Figures): Promise<number[]>;
}

/** Sums of log-probabilities, chosen and rejected in turn, as the engine measures them. `cacheFolder` keeps what probing the file found, as every load but the first has it. */
export async function openOurs(folder: string, threads: number, lowMemory = false, cacheFolder: string | null = null): Promise<Scoring> {
  const settings = { threads, lowMemory, cacheFolder, abilities: null };
  const policy = await Decoder.load(findModelFiles(folder), settings);
  const all = await VocabularyGraphs.open();
  return {
    score: async (pairs, figures) => {
      const sums: number[] = [];
      for (const pair of pairs) {
        if (figures === 'sums') {
          sums.push(...(await logProbabilitySums(policy, pair)));
          continue;
        }
        const options = { tokens: false, graphs: figures === 'all' ? all : null, tokenText: () => '' };
        const { chosen, rejected } = await measurePair({ policy, reference: null }, encoded(pair), options);
        sums.push(chosen.logProbability, rejected.logProbability);
      }
      return sums;
    },
  };
}

/** How many processes the engine would take here. */
export function lanePlan(folder: string, threads: number): LanePlan {
  const need = memoryNeed(readSkeleton(findModelFiles(folder).onnxFile));
  return planLanes({ bytes: fastMemory([need]), weightBytes: need.fast, ceiling: memoryCeiling(0), threads, background: false });
}

async function logProbabilitySums(decoder: Decoder, { prompt, chosen, rejected }: IdPair): Promise<number[]> {
  const request = (response: readonly number[]) => ({ ids: [...prompt, ...response], from: prompt.length, statesTo: prompt.length + response.length - 1, entropies: false });
  const measures = await decoder.measurePair(request(chosen), request(rejected));
  return measures.map(({ logProbabilities }) => logProbabilities.reduce((sum, value) => sum + value, 0));
}

/** A session as one would open it without thinking: the file, the defaults. */
export async function openPlain(folder: string, threads: number): Promise<InferenceSession> {
  return InferenceSession.create(findModelFiles(folder).onnxFile, { intraOpNumThreads: threads, logSeverityLevel: 3 });
}

function encoded({ prompt, chosen, rejected }: IdPair): EncodedPair {
  const sequence = (response: readonly number[]): EncodedSequence => ({
    ids: [...prompt, ...response],
    promptLength: prompt.length,
    prompt: { text: '', starts: new Int32Array(prompt.length).fill(-1), ends: new Int32Array(prompt.length).fill(-1), special: new Uint8Array(prompt.length) },
    truncated: false,
    realEnd: prompt.length + response.length - 1,
    boundaryMoved: false,
    tokens: response.map(() => ({ start: null, end: null, special: false })),
  });
  return { chosen: sequence(chosen), rejected: sequence(rejected) };
}

/** Matrix products per second that the runtime reaches on this machine, GFLOP/s, best of some. */
export async function matrixPeak(threads: number): Promise<number> {
  const size = 1024;
  const session = await createSession(
    {
      modelRecords: makeOpsetImport(17),
      opset: 17,
      nodes: [makeNode('MatMul', ['a', 'b'], ['product'])],
      inputs: ['a', 'b'].map((name) => makeValue(name, ElementType.Float, [`${name} rows`, `${name} columns`])),
      outputs: [makeValue('product', 0, [])],
      initializers: [],
      otherRecords: [],
    },
    null,
    { threads, lowMemory: false },
  );
  const matrix = new Tensor('float32', Float32Array.from({ length: size * size }, (_, index) => (index % 97) / 97), [size, size]);
  let best = Infinity;
  for (let run = 0; run < 12; run++) {
    const start = performance.now();
    await session.run({ a: matrix, b: matrix });
    best = Math.min(best, performance.now() - start);
  }
  return (2 * size ** 3) / best / 1e6;
}
