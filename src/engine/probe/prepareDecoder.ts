import { env } from 'onnxruntime-node';

import type { SessionSettings } from '../model/createSession';
import { HashMemory } from '../model/hashMemory';
import type { ModelFiles } from '../model/modelFiles';
import { modelHash } from '../model/modelHash';
import { precisionOf } from '../model/precision';
import { withCacheShapes } from '../onnx/cacheShapes';
import { withGrowingCache } from '../onnx/growingCache';
import { readSkeleton, type MergedBranch, type ModelSkeleton } from '../onnx/skeleton';
import { MalformedModelError } from '../onnx/wire';
import { AbilityCache, type ProbeFinding } from './abilityCache';
import { checkSignature } from './checkSignature';
import type { DecoderAbilities } from './decoderAbilities';
import { ownLogProbabilities, type OwnFigures } from './ownLogProbabilities';
import { AbilityProbe, apart, probeIds, roundingOf } from './probeAbilities';
import { ProbedDecoder } from './probedDecoder';
import { explainRuntimeError } from './runtimeErrors';

/** A decoder file that can be scored with, and how. */
export interface PreparedDecoder {
  /** With one branch where the file holds two, and cache sizes filled in. */
  readonly skeleton: ModelSkeleton;
  /** Run it whole: its parts disagree with it, or no head was found. States are not to be had. */
  readonly whole: boolean;
  readonly abilities: DecoderAbilities;
}

export interface PrepareSettings extends SessionSettings {
  /** Folder of findings that are kept between loads; without it each load probes. */
  readonly cacheFolder?: string | null;
}

/** A file that was run and cannot be scored with. */
class UnusableDecoderError extends Error {
  override readonly name = 'UnusableDecoderError';
}

/** Largest difference between two causal runs of a model whose activations are quantised by what is in the run. */
const causalTolerance = 0.5;

/**
 * Reads a decoder file and finds, by running twelve tokens in several ways, how it may be used. Throws an Error whose message
 * is a clause that says why it cannot be used and what would work.
 */
export async function prepareDecoder(files: ModelFiles, settings: PrepareSettings): Promise<PreparedDecoder> {
  const file = open(files, 'both');
  checkSignature(file.graph);
  const circumstances = `${env.versions.node ?? env.versions.common}-${settings.threads}${settings.lowMemory ? '-low' : ''}`;
  const folder = settings.cacheFolder ?? null;
  const cache = new AbilityCache(folder, circumstances);
  const hash = folder === null ? '' : modelHash(file.files, files.folder, new HashMemory(folder));
  const known = cache.read(hash);
  const finding = known ?? (await probe(files, file, settings));
  if (!known) cache.write(hash, finding);
  const { whole, abilities, branch } = finding;
  // What was read already is not read again, but for the one half of a merged file.
  return { skeleton: branch === 'both' ? file : open(files, branch), whole, abilities };
}

function open(files: ModelFiles, branch: MergedBranch): ModelSkeleton {
  const skeleton = readFile(files.onnxFile, branch);
  return { ...skeleton, graph: withGrowingCache(withCacheShapes(skeleton.graph, files.cache)) };
}

function readFile(file: string, branch: MergedBranch): ModelSkeleton {
  try {
    return readSkeleton(file, branch);
  } catch (error) {
    throw error instanceof MalformedModelError ? new UnusableDecoderError(explainRuntimeError(error)) : error;
  }
}

/** Tries the ways of editing, best first, until one agrees with the file's own logits. */
async function probe(files: ModelFiles, file: ModelSkeleton, settings: SessionSettings): Promise<ProbeFinding> {
  const own = await ownFigures(file, settings);
  const rounding = roundingOf(precisionOf(file.graph));
  const branches: readonly MergedBranch[] = file.isMerged ? ['with-past', 'no-past'] : ['both'];
  const ways = [false, true].flatMap((whole) => branches.map((branch) => ({ whole, branch })));
  const failures: unknown[] = [];
  for (const way of ways) {
    try {
      const abilities = await probeWay(open(files, way.branch), way.whole, { own, rounding }, settings);
      if (abilities) return { ...way, abilities };
    } catch (error) {
      failures.push(error);
    }
  }
  throw refusal(failures, own.positions);
}

async function ownFigures(file: ModelSkeleton, settings: SessionSettings): Promise<OwnFigures> {
  try {
    const own = await ownLogProbabilities(file, probeIds, settings);
    if (!own.logProbabilities.some(Number.isNaN)) return own;
  } catch (error) {
    const hasCache = file.graph.inputs.some(({ name }) => /past|cache/i.test(name));
    const reason = explainRuntimeError(error);
    const isRun = /while running|Got invalid dimensions|is missing in|feeds/i.test(String(error));
    throw new UnusableDecoderError(hasCache && isRun ? `it cannot start from an empty cache (${reason}); export it with "--task text-generation-with-past", or without a cache` : reason);
  }
  throw new UnusableDecoderError('its logits are not numbers (NaN), as happens when fp16 overflows; use the fp32 file');
}

interface Expected {
  readonly own: OwnFigures;
  readonly rounding: number;
}

/** Null where this way of editing does not give what the file itself gives. */
async function probeWay(skeleton: ModelSkeleton, whole: boolean, { own, rounding }: Expected, settings: SessionSettings): Promise<DecoderAbilities | null> {
  const decoder = await ProbedDecoder.open(skeleton, whole, settings);
  try {
    const [alone = new Float32Array()] = (await decoder.run({ ids: probeIds })).logProbabilities;
    const editError = apart(alone, own.logProbabilities);
    if (editError > rounding) return null;
    const abilities = new AbilityProbe(decoder, alone, rounding);
    if ((await abilities.futureDependence()) > causalTolerance)
      throw new NotCausalError('what it says of a token depends on later ones, so it is no causal language model but an encoder; export a decoder such as GPT, Llama or Qwen');
    return await abilities.probe(editError);
  } finally {
    await decoder.release();
  }
}

class NotCausalError extends UnusableDecoderError {}

/** The most telling of what went wrong. */
function refusal(failures: readonly unknown[], positions: number): Error {
  const notCausal = failures.find((error) => error instanceof NotCausalError);
  if (notCausal) return notCausal;
  if (positions < probeIds.length)
    return new UnusableDecoderError(`it gives logits of ${positions} of ${probeIds.length} tokens; export it with logits of all tokens (onnxruntime-genai: without prune_lm_head)`);
  const [first] = failures;
  if (first !== undefined) return new UnusableDecoderError(explainRuntimeError(first));
  return new UnusableDecoderError('its graph gives other figures once log-probabilities are added to it; export it again with Optimum ("optimum-cli export onnx --task text-generation-with-past")');
}
