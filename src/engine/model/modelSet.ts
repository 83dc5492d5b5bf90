import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { ModelRefusedError } from '../../core/errors';
import type { PairTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, EvaluationFailure, EvaluationRequest, ModelSetIdentity, TokenStrips } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';
import { withReference } from '../../core/scoring/referenceLogProbabilities';
import type { GameFailure, GameRequest } from '../../core/attribution/promptGame';
import { planPromptGame } from '../attribution/promptGamePlan';
import { GameModel } from '../attribution/gameModel';
import { PromptPlayer, type GameModels } from '../attribution/promptPlayer';
import { encodePair } from '../conventions/encodePair';
import { tokenStrips } from '../conventions/tokenStrips';
import { measurePair, type DecoderPair } from '../measure/measurePair';
import { VocabularyGraphs } from '../measure/vocabularyGraphs';
import { readSkeleton } from '../onnx/skeleton';
import type { PrepareSettings } from '../probe/prepareDecoder';
import { loadTokenizer } from '../tokenizer/tokenizerFolder';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { ModelSetOptions } from '../modelSetOptions';
import { Decoder } from './decoder';
import { measurePrecisionError } from './measurePrecisionError';
import { planLanes, type LanePlan } from './lanePlan';
import { fastMemory, leastMemory, memoryCeiling, memoryNeed, planMemory, type MemoryNeed } from './memoryPlan';
import { HashMemory } from './hashMemory';
import { modelHash, tokenizerHash } from './modelHash';
import { isReplaced, stampModel, type FileStamp } from './fileStamps';
import { findModelFiles, type ModelFiles } from './modelFiles';
import { precisionOf } from './precision';

/** Up to here sequential KL and displacement add less than a quarter to the time of a row (docs/performance.md). */
const smallVocabulary = 16_384;

interface LoadedModel {
  readonly files: ModelFiles;
  readonly decoder: Decoder;
  readonly hash: string;
  /** Taken before the files were read. */
  readonly stamps: readonly FileStamp[];
}

/** A policy and its reference, loaded, with the policy's tokenizer: everything that turns texts into measures. */
export class ModelSet {
  /** They remember what they said in earlier games. */
  private readonly gameModels: GameModels;

  private constructor(
    readonly identity: ModelSetIdentity,
    private readonly tokenizer: TextTokenizer,
    private readonly decoders: DecoderPair,
    private readonly graphs: VocabularyGraphs,
    /** Versions of all files that the figures depend on. */
    readonly stamps: readonly FileStamp[],
    /** How many processes like this one may compute side by side. */
    readonly lanePlan: LanePlan,
  ) {
    const { policy, reference } = decoders;
    const model = new GameModel(policy);
    this.gameModels = { policy: model, reference: reference === policy ? model : reference && new GameModel(reference) };
  }

  /** Throws ModelRefusedError. */
  static async load(options: ModelSetOptions): Promise<ModelSet> {
    const { policy, reference, lowMemory, lanePlan } = await loadModels(options);
    const tokenizer = await loadTokenizer(policy.files.folder);
    await checkVocabulary(policy, tokenizer);
    if (reference && reference !== policy) {
      await checkSameTokenizer(policy.files, tokenizer, reference.files);
      await checkVocabulary(reference, tokenizer);
    }
    const { threads } = lanePlan;
    const precision = precisionOf(policy.decoder.skeleton.graph);
    const identity: ModelSetIdentity = {
      policyName: nameOf(policy),
      policyHash: policy.hash,
      referenceName: reference && nameOf(reference),
      referenceHash: reference && reference.hash,
      tokenizerHash: tokenizerHash(policy.files.folder, new HashMemory(cacheFolderOf(options))),
      convention: options.convention,
      // Another order of additions: figures differ in the sixth digit, so they must not pass for the same.
      precision: lowMemory ? `${precision}, low memory` : precision,
      precisionError: await measurePrecisionError(policy.files, policy.decoder, tokenizer, { threads, cacheFolder: cacheFolderOf(options) }),
      maxLength: Math.min(options.maxLength, policy.files.maxPositions ?? Infinity, reference?.files.maxPositions ?? Infinity),
      hasStates: policy.decoder.hasStates,
      hasChatTemplate: tokenizer.chatTemplate !== null,
      allFigures: options.allFigures ?? tokenizer.vocabularySize <= smallVocabulary,
    };
    const graphs = await VocabularyGraphs.open();
    const decoders = { policy: policy.decoder, reference: reference && reference.decoder };
    return new ModelSet(identity, tokenizer, decoders, graphs, [...policy.stamps, ...(reference?.stamps ?? [])], lanePlan);
  }

  /** True when a file was changed since it was loaded, so that figures may be of a mixture. */
  get isReplaced(): boolean {
    return isReplaced(this.stamps);
  }

  /** The pair's tokens under a convention, the set's own when none is named; no model runs. */
  viewTokens(texts: PairTexts, convention: ConventionName | null): TokenStrips | EvaluationFailure {
    const { maxLength } = this.identity;
    return tokenStrips(this.tokenizer, texts, { convention: convention ?? this.identity.convention, maxLength });
  }

  /** A game on the models, or why there is none. */
  openGame(request: GameRequest): PromptPlayer | GameFailure {
    const { convention, maxLength } = this.identity;
    const plan = planPromptGame({ tokenizer: this.tokenizer, options: { convention, maxLength } }, request);
    return 'code' in plan ? plan : new PromptPlayer(plan, this.gameModels);
  }

  /** Where the reference's figures are given its model is not run, unless a figure needs its whole distribution. */
  async evaluate(request: Omit<EvaluationRequest, 'key'>): Promise<PairEvaluation | EvaluationFailure> {
    const { texts, tokens, pooled = false, reference: given } = request;
    const { convention, maxLength, allFigures } = this.identity;
    const pair = encodePair(this.tokenizer, texts, { convention, maxLength });
    if ('code' in pair) return pair;
    const graphs = tokens || allFigures ? this.graphs : null;
    const known = graphs ? undefined : given;
    try {
      const decoders = known ? { ...this.decoders, reference: null } : this.decoders;
      const measured = await measurePair(decoders, pair, { tokens, pooled, graphs, tokenText: (id) => this.tokenizer.tokenText(id) });
      return known ? withReference(measured, known) : measured;
    } catch (error) {
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      return { code: 'inference-failed', message: `ONNX Runtime could not compute this pair: ${reason.slice(0, 300)}` };
    }
  }
}

interface LoadedModels {
  readonly policy: LoadedModel;
  readonly reference: LoadedModel | null;
  readonly lowMemory: boolean;
  readonly lanePlan: LanePlan;
}

async function loadModels(options: ModelSetOptions): Promise<LoadedModels> {
  const files = modelFilesOf(options);
  const { modes, lanePlan } = planOf(files, options);
  const settings = { threads: lanePlan.threads, cacheFolder: cacheFolderOf(options) };
  const [policy, reference] = [await loadModel(files.policy, { ...settings, lowMemory: modes[0] ?? false }), files.reference];
  const lowMemory = modes.some(Boolean);
  if (reference === null) return { policy, reference, lowMemory, lanePlan };
  // One model in both places is loaded and run once; margins are then 0 by construction.
  return { policy, reference: reference === files.policy ? policy : await loadModel(reference, { ...settings, lowMemory: modes[1] ?? false }), lowMemory, lanePlan };
}

interface ChosenFiles {
  readonly policy: ModelFiles;
  /** The policy's own where both are one file. */
  readonly reference: ModelFiles | null;
}

function modelFilesOf(options: ModelSetOptions): ChosenFiles {
  const policy = findModelFiles(options.policy);
  if (options.reference === null) return { policy, reference: null };
  const reference = findModelFiles(options.reference);
  return { policy, reference: realpathSync(reference.onnxFile) === realpathSync(policy.onnxFile) ? policy : reference };
}

interface LoadPlan {
  /** For each model whether it runs in low-memory mode. */
  readonly modes: readonly boolean[];
  readonly lanePlan: LanePlan;
}

/** Throws ModelRefusedError where nothing fits. */
function planOf({ policy, reference }: ChosenFiles, options: ModelSetOptions): LoadPlan {
  const files = reference === null || reference === policy ? [policy] : [policy, reference];
  const needs = files.flatMap((one) => needOf(one));
  const ceiling = memoryCeiling(options.memoryMegabytes ?? 0);
  const modes = planMemory(needs, ceiling);
  if (modes) return { modes, lanePlan: lanePlanOf(modes.some(Boolean) ? null : needs, ceiling, options) };
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`;
  throw new ModelRefusedError(
    policy.folder,
    `The model "${path.basename(path.resolve(policy.folder))}"${files.length > 1 ? ' and its reference need' : ' needs'} about ${gigabytes(leastMemory(needs))} of memory, and ${gigabytes(ceiling)} may be used; close other programs, allow more, or take a smaller or quantised file.`,
  );
}

/** `needs` is null in low-memory mode: what does not fit once does not fit twice. */
function lanePlanOf(needs: readonly MemoryNeed[] | null, ceiling: number, options: ModelSetOptions): LanePlan {
  const { background, mostLanes } = options;
  const [bytes, weightBytes] = needs ? [fastMemory(needs), needs.reduce((sum, { fast }) => sum + fast, 0)] : [Infinity, Infinity];
  return planLanes({ bytes, weightBytes, ceiling, threads: threadsOf(options), background, ...(mostLanes && { mostLanes }) });
}

/** Nothing where the file cannot be read: loading it says why. */
function needOf(files: ModelFiles): ReturnType<typeof memoryNeed>[] {
  try {
    return [memoryNeed(readSkeleton(files.onnxFile))];
  } catch {
    return [];
  }
}

async function loadModel(files: ModelFiles, settings: PrepareSettings): Promise<LoadedModel> {
  const before = stampModel(files.folder, [files.onnxFile]);
  const decoder = await Decoder.load(files, settings);
  const stamps = [...before, ...stampModel(files.folder, decoder.skeleton.files).filter(({ path: file }) => !before.some((one) => one.path === file))];
  return { files, decoder, hash: modelHash(decoder.skeleton.files, files.folder, new HashMemory(settings.cacheFolder ?? null)), stamps };
}

function cacheFolderOf({ cacheFolder }: ModelSetOptions): string | null {
  return cacheFolder ?? null;
}

/** In the background one core is left to the editor. */
function threadsOf({ threads, background }: ModelSetOptions): number {
  return threads > 0 ? threads : Math.max(1, availableParallelism() - (background ? 1 : 0));
}

/** A first run, with the highest token id: a model that cannot take it would fail on some row later. */
async function checkVocabulary(model: LoadedModel, tokenizer: TextTokenizer): Promise<void> {
  const highest = tokenizer.vocabularySize - 1;
  try {
    await model.decoder.measure([0, highest], 1);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new ModelRefusedError(
      model.files.folder,
      `The model "${nameOf(model)}" fails on token ${highest}, the last of its tokenizer; model and tokenizer do not belong together, download both again (${reason.slice(0, 200)}).`,
    );
  }
}

const tokenizerSample = 'Hello, wörld! 1234 — \n\tΩ 你好 🙂';

/** Both models must read the same ids. A reference folder without a tokenizer takes the policy's on trust. */
async function checkSameTokenizer(policy: ModelFiles, tokenizer: TextTokenizer, reference: ModelFiles): Promise<void> {
  const other = await loadTokenizer(reference.folder).catch(() => null);
  if (!other) return;
  const ids = (one: TextTokenizer) => one.encode(tokenizerSample, { addSpecialTokens: true }).ids.join();
  if (other.vocabularySize === tokenizer.vocabularySize && ids(other) === ids(tokenizer)) return;
  const [a, b] = [policy, reference].map((files) => path.basename(path.resolve(files.folder)));
  throw new ModelRefusedError(
    reference.folder,
    `The reference model "${b}" reads text with another tokenizer than the policy "${a}"; take as reference the model that the policy was trained from.`,
  );
}

function nameOf(model: LoadedModel): string {
  return path.basename(path.resolve(model.files.folder));
}
