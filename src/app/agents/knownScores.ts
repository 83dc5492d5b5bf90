import type { AgentDataset } from '../../core/agents/agentDataset';
import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import type { PreferencePair } from '../../core/dataset/preferencePair';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { ModelRefusedError } from '../../core/errors';
import type { ModelSetIdentity, Scorer } from '../../core/ports';
import type { PairScore } from '../../core/scoring/pairScore';
import { KnownOnlyScorer, notAskedMessage } from '../knownOnlyScorer';
import { locateRows } from '../locateRows';
import { scoreRows } from '../scoreRows';
import { ScoreSummarizer, type ScoreSummary } from '../scoreSummary';
import { worstFirst } from '../worstFirst';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';

export interface ScoredPair {
  readonly score: PairScore;
  readonly pair: PreferencePair;
}

/** What the models say, or said, of all pairs of a file. */
export interface KnownScores {
  readonly models: ModelSetIdentity;
  /** For linting: asks no model that this one would not. */
  readonly scorer: Scorer;
  readonly summary: ScoreSummary;
  /** Pairs that could be scored and were not, because only stored figures were asked for. */
  readonly notAsked: number;
  /** The worst, at most as many as were wanted. */
  readonly worst: readonly ScoredPair[];
}

/** Goes through all figures of a file; asks models for the missing ones where that is wanted. Rejects with ToolRefusedError where the models cannot be used. */
export async function knownScores(ports: AgentToolPorts, dataset: AgentDataset, { scoring, worst, call }: { readonly scoring: 'stored' | 'compute'; readonly worst: number; readonly call: AgentToolCall }): Promise<KnownScores> {
  const { source, reader, settings } = dataset;
  const scorer = scoring === 'compute' ? ports.scorer() : new KnownOnlyScorer(ports.scorer());
  const passed = new RecentPlaces();
  const summarizer = new ScoreSummarizer();
  const list = new WorstPairs(worst);
  const models = await identify(scorer, call);
  let notAsked = 0;
  let rows = 0;
  const locations = locateRows(source, undefined, call.signal, passed);
  for await (const result of scoreRows(source, locations, scorer, { settings, reader, places: passed.at, tokens: false, store: ports.store, signal: call.signal })) {
    summarizer.add(result);
    if (result.kind === 'scored') list.add(result);
    else if (result.reason === notAskedMessage) notAsked++;
    if (++rows % progressStep === 0) call.onProgress({ done: rows, total: null, message: scoring === 'compute' ? `scored ${String(rows)} pairs` : `read ${String(rows)} pairs` });
  }
  return { models, scorer, summary: summarizer.summary(), notAsked, worst: list.sorted() };
}

/** Whether the store has figures of every pair that the models can score; ends at the first without. Rejects as knownScores does. */
export async function areAllScored(ports: AgentToolPorts, { source, reader, settings }: AgentDataset, call: AgentToolCall): Promise<boolean> {
  const passed = new RecentPlaces();
  const locations = locateRows(source, undefined, call.signal, passed);
  const scorer = new KnownOnlyScorer(ports.scorer());
  for await (const result of scoreRows(source, locations, scorer, { settings, reader, places: passed.at, tokens: false, store: ports.store, signal: call.signal })) {
    if (result.kind === 'unscored' && result.reason === notAskedMessage) return false;
  }
  return true;
}

const progressStep = 16;

async function identify(scorer: Scorer, { signal }: AgentToolCall): Promise<ModelSetIdentity> {
  try {
    return await scorer.identify(signal);
  } catch (error) {
    if (ModelRefusedError.is(error)) throw new ToolRefusedError(`The models cannot be used: ${error.message} preflens_summarizeDataset still tells what needs no model.`);
    throw error;
  }
}

/** Holds the worst pairs seen so far, and no more than twice as many. */
class WorstPairs {
  private pairs: ScoredPair[] = [];

  constructor(private readonly maximal: number) {}

  add({ score, pair }: ScoredPair): void {
    if (this.maximal === 0) return;
    this.pairs.push({ score, pair });
    if (this.pairs.length >= 2 * this.maximal) this.pairs = [...this.sorted()];
  }

  sorted(): readonly ScoredPair[] {
    return this.pairs.sort((first, second) => worstFirst(first.score, second.score)).slice(0, this.maximal);
  }
}
