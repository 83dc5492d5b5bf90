import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { ModelRefusedError } from '../../core/errors';
import type { PairTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, EvaluationFailure, ModelSetIdentity, TokenStrips } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';
import { encodePair } from '../conventions/encodePair';
import { tokenStrips } from '../conventions/tokenStrips';
import { measurePair, type DecoderPair } from '../measure/measurePair';
import { loadTokenizer } from '../tokenizer/tokenizerFolder';
import type { TextTokenizer } from '../tokenizer/textTokenizer';
import type { ModelSetOptions } from '../modelSetOptions';
import { Decoder } from './decoder';
import { modelHash } from './modelHash';
import { findModelFiles, type ModelFiles } from './modelFiles';
import { precisionOf } from './precision';

interface LoadedModel {
  readonly files: ModelFiles;
  readonly decoder: Decoder;
  readonly hash: string;
}

/** A policy and its reference, loaded, with the policy's tokenizer: everything that turns texts into measures. */
export class ModelSet {
  private constructor(
    readonly identity: ModelSetIdentity,
    private readonly tokenizer: TextTokenizer,
    private readonly decoders: DecoderPair,
  ) {}

  /** Throws ModelRefusedError. */
  static async load(options: ModelSetOptions): Promise<ModelSet> {
    const policy = await loadModel(options.policy, options);
    const tokenizer = await loadTokenizer(policy.files.folder);
    const reference = await loadReference(options, policy);
    await checkVocabulary(policy, tokenizer);
    if (reference && reference !== policy) {
      await checkSameTokenizer(policy.files, tokenizer, reference.files);
      await checkVocabulary(reference, tokenizer);
    }
    const identity: ModelSetIdentity = {
      policyName: nameOf(policy),
      policyHash: policy.hash,
      referenceName: reference && nameOf(reference),
      referenceHash: reference && reference.hash,
      convention: options.convention,
      precision: precisionOf(policy.decoder.skeleton.graph),
      maxLength: Math.min(options.maxLength, policy.files.maxPositions ?? Infinity, reference?.files.maxPositions ?? Infinity),
      hasStates: policy.decoder.hasStates,
      hasChatTemplate: tokenizer.chatTemplate !== null,
    };
    return new ModelSet(identity, tokenizer, { policy: policy.decoder, reference: reference && reference.decoder });
  }

  /** The pair's tokens under a convention, the set's own when none is named; no model runs. */
  viewTokens(texts: PairTexts, convention: ConventionName | null): TokenStrips | EvaluationFailure {
    const { maxLength } = this.identity;
    return tokenStrips(this.tokenizer, texts, { convention: convention ?? this.identity.convention, maxLength });
  }

  async evaluate(texts: PairTexts, tokens: boolean): Promise<PairEvaluation | EvaluationFailure> {
    const { convention, maxLength } = this.identity;
    const pair = encodePair(this.tokenizer, texts, { convention, maxLength });
    if ('code' in pair) return pair;
    try {
      return await measurePair(this.decoders, pair, { tokens, tokenText: (id) => this.tokenizer.tokenText(id) });
    } catch (error) {
      const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      return { code: 'inference-failed', message: `ONNX Runtime could not compute this pair: ${reason.slice(0, 300)}` };
    }
  }
}

async function loadModel(named: string, options: ModelSetOptions): Promise<LoadedModel> {
  const files = findModelFiles(named);
  const threads = options.threads > 0 ? options.threads : automaticThreads(options.background);
  const decoder = await Decoder.load(files, threads);
  return { files, decoder, hash: modelHash(decoder.skeleton.files, files.folder) };
}

/** In the background one core is left to the editor. */
function automaticThreads(background: boolean): number {
  return Math.max(1, availableParallelism() - (background ? 1 : 0));
}

async function loadReference(options: ModelSetOptions, policy: LoadedModel): Promise<LoadedModel | null> {
  if (options.reference === null) return null;
  const files = findModelFiles(options.reference);
  // One model in both places is loaded and run once; margins are then 0 by construction.
  return realpathSync(files.onnxFile) === realpathSync(policy.files.onnxFile) ? policy : loadModel(options.reference, options);
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
