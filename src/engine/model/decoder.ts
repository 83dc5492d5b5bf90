import path from 'node:path';

import type { InferenceSession } from 'onnxruntime-node';

import { ModelRefusedError } from '../../core/errors';
import { ElementType } from '../onnx/fieldNumbers';
import type { GraphValue, ModelGraph } from '../onnx/graph';
import { edited, scoringHead } from '../onnx/headGraph';
import type { ModelSkeleton } from '../onnx/skeleton';
import { editDecoder, type SplitDecoder } from '../onnx/surgery';
import type { DecoderAbilities } from '../probe/decoderAbilities';
import { prepareDecoder, type PreparedDecoder, type PrepareSettings } from '../probe/prepareDecoder';
import { createSession, type Scratch, type SessionSettings } from './createSession';
import { noCaches, planInputs, runLength, targetFeeds, type DecoderRun, type InputMaker } from './decoderInputs';
import { DecoderBody, type Caches } from './decoderBody';
import { legalMethods, type LegalMethods } from './legalMethods';
import type { ModelFiles } from './modelFiles';
import { PromptCache } from './promptCache';
import { ScoringHead } from './scoringHead';
import { SequenceScorer } from './sequenceScorer';
import type { SequenceMeasures, StateRows } from './sequenceMeasures';
import { floatsOf } from './tensorValues';
import { VocabularyRows } from './vocabularyRows';

export interface DecoderSettings extends PrepareSettings {
  /** Taken instead of what the probe finds; for comparing ways of running. */
  readonly abilities?: DecoderAbilities | null;
}

export interface MeasureOptions {
  /** Tokens whose states are wanted; the last token's own state is not computed when it is not. All by default. */
  readonly statesTo?: number;
  /** With the log-probabilities of the whole vocabulary at each scored position. */
  readonly vocabulary?: boolean;
  /** With the entropy at each scored position, as by default. */
  readonly entropies?: boolean;
}

/** Figures beside the log-probabilities. */
interface Wanted {
  readonly vocabulary: boolean;
  readonly entropies: boolean;
}

export interface MeasureRequest extends MeasureOptions {
  readonly ids: readonly number[];
  readonly from: number;
}

/** A run of its own costs as much as about so many tokens; a shorter prompt is read again. */
const fewestCachedTokens = 16;
/** Sequences up to this length, padding included, do not fill the processor alone: two of them are run as one. */
const mostBatchedTokens = 48;

interface Sessions {
  readonly body: DecoderBody;
  /** Null where the head could not be told apart: the body then gives log-probabilities itself. */
  readonly head: ScoringHead | null;
  readonly methods: LegalMethods;
}

/** One decoder, loaded with its weights mapped from the user's files. Runs one sequence at a time, without padding. */
export class Decoder {
  private readonly prompts = new PromptCache();

  private constructor(
    private readonly sessions: Sessions,
    readonly skeleton: ModelSkeleton,
    /** What may be done with it, as the probe at load found. */
    readonly abilities: DecoderAbilities,
  ) {}

  /** Throws ModelRefusedError, whose message says why the file cannot be used and what would work. */
  static async load(files: ModelFiles, settings: DecoderSettings): Promise<Decoder> {
    const refuse = (reason: string) => new ModelRefusedError(files.folder, `The model "${nameOf(files)}" cannot be used: ${reason}.`);
    try {
      const found = await prepareDecoder(files, settings);
      const prepared = { ...found, abilities: settings.abilities ?? found.abilities };
      const { skeleton, abilities } = prepared;
      return new Decoder(await openSessions(prepared, settings), skeleton, abilities);
    } catch (error) {
      throw ModelRefusedError.is(error) ? error : refuse(reasonOf(error));
    }
  }

  get hasStates(): boolean {
    return this.sessions.head !== null;
  }

  /** Measures the tokens of `ids` from index `from` on. */
  async measure(ids: readonly number[], from: number, options: MeasureOptions = {}): Promise<SequenceMeasures> {
    const firstScored = Math.max(from, 1);
    const { vocabulary = false, entropies = true } = options;
    if (ids.length < 1) return { firstScored, logProbabilities: new Float32Array(), entropies: entropies ? new Float32Array() : null, states: null, vocabulary: null };
    const { past, caches } = await this.readPrompt(ids, firstScored);
    const run = { sequences: [ids.slice(past, this.readLength(ids, options))], past, caches };
    if (!this.sessions.head) return this.measureWhole(run, ids, firstScored, { vocabulary, entropies });
    const [states] = await this.sessions.body.readStates(run);
    if (!states) throw new Error('the model gave no states');
    return this.sessions.head.measure({ states, ids, firstScored, vocabulary, entropies });
  }

  /**
   * Measures the two responses to a prompt: in one run where both are short and the file computes padded batches exactly,
   * else one after the other. Which of it depends on the two alone, so figures never depend on what else is measured.
   */
  async measurePair(first: MeasureRequest, second: MeasureRequest): Promise<[SequenceMeasures, SequenceMeasures]> {
    const { head } = this.sessions;
    if (!head || first.ids.length < 1 || second.ids.length < 1) return [await this.measure(first.ids, first.from, first), await this.measure(second.ids, second.from, second)];
    const [ofFirst, ofSecond] = this.fitOneRun(first, second) ? await this.readTogether(first, second) : [...(await this.readAlone(first)), ...(await this.readAlone(second))];
    if (!ofFirst || !ofSecond) throw new Error('the model gave no states');
    const response = ({ ids, from, vocabulary = false, entropies = true }: MeasureRequest, states: StateRows) => ({ states, ids, firstScored: Math.max(from, 1), vocabulary, entropies });
    return head.measurePair(response(first, ofFirst), response(second, ofSecond));
  }

  /** For many sequences at once, in whatever runs suit them; null where their bits would then depend on each other. */
  get sequences(): SequenceScorer | null {
    const { head, body, methods } = this.sessions;
    return head && methods.exactRuns ? new SequenceScorer(body, head, methods.cachedBatches) : null;
  }

  async release(): Promise<void> {
    await this.sessions.body.release();
    await this.sessions.head?.release();
  }

  /**
   * Tokens that are run: the last one's own state predicts nothing and may not be wanted. Where the rows of a run depend on
   * each other all are read, as the file itself reads them.
   */
  private readLength(ids: readonly number[], { statesTo = ids.length }: MeasureOptions): number {
    return this.sessions.methods.chunkedHead ? Math.max(Math.min(statesTo, ids.length), ids.length - 1, 1) : ids.length;
  }

  private async readAlone(request: MeasureRequest): Promise<StateRows[]> {
    const { past, caches } = await this.readPrompt(request.ids, Math.max(request.from, 1));
    return this.sessions.body.readStates({ sequences: [request.ids.slice(past, this.readLength(request.ids, request))], past, caches });
  }

  private async readTogether(first: MeasureRequest, second: MeasureRequest): Promise<StateRows[]> {
    const { past, caches } = await this.readPrompt(first.ids, Math.max(first.from, 1));
    const sequences = [first, second].map((request) => request.ids.slice(past, this.readLength(request.ids, request)));
    return this.sessions.body.readStates({ sequences, past, caches: this.sessions.body.repeated(caches, sequences.length) });
  }

  private fitOneRun(first: MeasureRequest, second: MeasureRequest): boolean {
    const { methods } = this.sessions;
    const past = this.cachedLength(Math.max(first.from, 1));
    if (first.from !== second.from || !(past > 0 ? methods.cachedBatches : methods.batches)) return false;
    const samePast = first.ids.slice(0, past).every((id, index) => id === second.ids[index]);
    const lengths = [first, second].map((request) => this.readLength(request.ids, request) - past);
    return samePast && Math.min(...lengths) > 0 && Math.max(...lengths) * lengths.length <= mostBatchedTokens;
  }

  /**
   * What precedes the scored tokens is read once for all sequences that begin with it one after another. It is always cut
   * at the same place, so that a figure never depends on what was computed before.
   */
  private async readPrompt(ids: readonly number[], firstScored: number): Promise<Pick<DecoderRun, 'past' | 'caches'>> {
    const past = this.cachedLength(firstScored);
    const prefix = ids.slice(0, past);
    return { past, caches: past === 0 ? noCaches : await this.prompts.of(prefix, () => this.readPrefix(prefix)) };
  }

  /** All of the prompt but its last token, which is read again with each response since it predicts the first token. */
  private cachedLength(firstScored: number): number {
    const prefix = firstScored - 1;
    return this.sessions.body.hasCaches && prefix >= fewestCachedTokens ? prefix : 0;
  }

  private readPrefix(ids: readonly number[]): Promise<Caches> {
    const targets = this.hasStates ? {} : targetFeeds(ids, [1, ids.length], false);
    return this.sessions.body.readCaches({ sequences: [ids], past: 0, caches: noCaches }, targets);
  }

  private async measureWhole(run: DecoderRun, ids: readonly number[], firstScored: number, wants: Wanted): Promise<SequenceMeasures> {
    const rows = runLength(run);
    // Every position predicts its successor; where there is none the target is a stand-in whose row is dropped.
    const targets = Array.from({ length: rows }, (_, index) => ids[run.past + index + 1] ?? 0);
    const names = [edited.logProbabilities, ...(wants.entropies ? [edited.entropies] : []), ...(wants.vocabulary ? [edited.logSoftmax] : [])];
    const result = await this.sessions.body.run(run, targetFeeds(targets, [1, rows], wants.entropies), names);
    const [first, last] = [firstScored - 1 - run.past, ids.length - 1 - run.past];
    const wanted = (name: string) => floatsOf(result[name]).slice(first, last);
    const vocabulary = wants.vocabulary ? wholeRows(floatsOf(result[edited.logSoftmax]), rows, first, Math.max(last - first, 0)) : null;
    return { firstScored, logProbabilities: wanted(edited.logProbabilities), entropies: wants.entropies ? wanted(edited.entropies) : null, states: null, vocabulary };
  }
}

function wholeRows(values: Float32Array, positions: number, first: number, count: number): VocabularyRows {
  const size = values.length / positions;
  return new VocabularyRows(count, Math.max(count, 1), 0, (row, rows) => Promise.resolve(values.subarray((first + row) * size, (first + row + rows) * size)));
}

async function openSessions({ skeleton, whole, abilities }: PreparedDecoder, settings: SessionSettings): Promise<Sessions> {
  const methods = legalMethods(skeleton.graph, abilities);
  const decoder = editDecoder(skeleton.graph, { keepCaches: methods.promptReuse, whole });
  const makers = makersFor(skeleton.graph.inputs);
  const create = (graph: ModelGraph, scratch?: Scratch) => createSession(graph, skeleton.weightFolder, settings, scratch);
  const { caches } = decoder;
  if (decoder.kind === 'whole') return { body: new DecoderBody(await create(decoder.graph), makers, caches, ''), head: null, methods };
  const inPieces = methods.pieces && caches.length > 0;
  const createHead = (elementType: number) => create(scoringHead(decoder.unembedding, elementType), methods.chunkedHead ? 'kept' : 'returned');
  // The unembedding is the largest weight: while it is repacked it is in memory twice, and the less so is else, the lower the peak.
  const early = decoder.statesType === undefined ? null : await createHead(decoder.statesType);
  const body = await create(decoder.body, inPieces ? 'kept' : 'returned');
  const elementType = elementTypeOf(body, decoder.states);
  const isRight = early !== null && elementType === decoder.statesType;
  if (!isRight) await early?.release();
  const head = isRight ? early : await createHead(elementType);
  const vocabularySize = vocabularySizeOf(skeleton.graph, decoder);
  return {
    body: new DecoderBody(body, makers, caches, decoder.states, inPieces),
    head: new ScoringHead(head, decoder.unembedding.rank, vocabularySize, methods.chunkedHead),
    methods,
  };
}

/** As the file declares it; where it does not, an ordinary size, since only the size of a chunk depends on it. */
function vocabularySizeOf(graph: ModelGraph, { unembedding }: SplitDecoder): number {
  const declared = graph.outputs.find((output) => output.name === unembedding.logits)?.dimensions.at(-1);
  return typeof declared === 'number' && declared > 0 ? declared : 50_000;
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

function nameOf(files: ModelFiles): string {
  return path.basename(path.resolve(files.folder));
}

/** The first line of an error, without the runtime's own prefixes and file positions. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replace(/^.*?(?:ERROR_MESSAGE|INVALID_PROTOBUF|error code=\d+, error message):\s*/i, '').replace(/\.\s*$/, '').slice(0, 400);
}
