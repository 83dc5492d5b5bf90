import type { AgentDataset } from '../../core/agents/agentDataset';
import { ModelRefusedError } from '../../core/errors';
import type { LintReport } from '../../core/noise/lintReport';
import type { LintedDataset } from '../records/lintRecord';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';
import { areAllScored } from './knownScores';
import { lintForAgents } from './lintForAgents';
import { scoresIfUsable } from './scoresIfUsable';

/** What a report rests on besides the version of the dataset. */
interface Ground {
  /** Names the model set; null where the models cannot be used. */
  readonly models: string | null;
  /** As PairScores. */
  readonly revision: number;
}

interface KnownReport {
  readonly key: string;
  readonly ground: Ground;
  /** Whether the models' figures are part of it: then further scores change nothing. */
  readonly isComplete: boolean;
  readonly report: LintReport;
}

/** The report of the dataset that was asked about last: questions about its rows follow one another. */
export class LastReport {
  private last: KnownReport | undefined;

  constructor(private readonly ports: AgentToolPorts) {}

  /** Gives what `lint` gives, and keeps its report. */
  async keep<Linted extends { readonly linted: LintedDataset }>(key: string, call: AgentToolCall, lint: () => Promise<Linted>): Promise<Linted> {
    // Before linting: what is stored meanwhile may have come too late for the report.
    const ground = await this.ground(call);
    const made = await lint();
    const { report, models } = made.linted;
    this.last = { key, ground, isComplete: models.length > 0, report };
    return made;
  }

  /** That of the last summary; made anew when the file, the models or the stored scores are others by now. Asks no model. */
  async get(dataset: AgentDataset, key: string, call: AgentToolCall): Promise<LintReport> {
    const known = await this.stillTrue(dataset, key, call);
    if (known !== null) return known;
    const { linted } = await this.keep(key, call, async () => {
      const { scores } = await scoresIfUsable(this.ports, dataset, 'stored', call);
      return { linted: await lintForAgents(this.ports, dataset, scores, call) };
    });
    return linted.report;
  }

  private async stillTrue(dataset: AgentDataset, key: string, call: AgentToolCall): Promise<LintReport | null> {
    const { last } = this;
    if (last?.key !== key) return null;
    const ground = await this.ground(call);
    if (ground.models !== last.ground.models) return null;
    if (last.isComplete || ground.revision === last.ground.revision) return last.report;
    // Scores of other files, or of a part of the pairs, leave it as it is.
    if (await areAllScored(this.ports, dataset, call)) return null;
    this.last = { ...last, ground };
    return last.report;
  }

  private async ground({ signal }: AgentToolCall): Promise<Ground> {
    try {
      const identity = await this.ports.scorer().identify(signal);
      const { policyHash, referenceHash, tokenizerHash, convention, precision, maxLength, allFigures } = identity;
      const { revision } = await this.ports.store.open(identity);
      return { models: JSON.stringify([policyHash, referenceHash, tokenizerHash, convention, precision, maxLength, allFigures]), revision };
    } catch (error) {
      if (ModelRefusedError.is(error)) return { models: null, revision: 0 };
      throw error;
    }
  }
}
