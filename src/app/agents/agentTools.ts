import type { AgentDataset } from '../../core/agents/agentDataset';
import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import { CancelledError, FileChangedError, UnreadableFileError } from '../../core/errors';
import { ConfigurationError } from '../../core/noise/config/configurationError';
import type { AgentAnswer } from './agentAnswer';
import { agentToolInputs, type AgentToolInput, type AgentToolName } from './agentToolInputs';
import type { AgentToolCall, AgentToolPorts } from './agentToolPorts';
import { explainFindingTool } from './explainFindingTool';
import { explainPairTool } from './explainPairTool';
import { LastReport } from './lastReport';
import { summarizeTool } from './summarizeTool';
import { visibleText } from './visibleText';
import { worstPairsTool } from './worstPairsTool';

/** Messages may name what stands in a file. */
const longestMessage = 1000;

/** The tools that language models use, wherever they run. They read, and change nothing but the store of scores. */
export class AgentTools {
  private readonly lastReport: LastReport;

  constructor(private readonly ports: AgentToolPorts) {
    this.lastReport = new LastReport(ports);
  }

  /** Rejects with ToolRefusedError, whose message tells the language model what to do; with CancelledError when the signal is aborted. */
  async run(name: AgentToolName, input: unknown, call: AgentToolCall): Promise<AgentAnswer> {
    try {
      return await this.answer(name, input, call);
    } catch (error) {
      if (UnreadableFileError.is(error) || FileChangedError.is(error) || ConfigurationError.is(error)) throw new ToolRefusedError(visibleText(error.message.slice(0, longestMessage)));
      if (call.signal.aborted) throw new CancelledError('The call was cancelled.');
      throw error;
    }
  }

  private answer(name: AgentToolName, input: unknown, call: AgentToolCall): Promise<AgentAnswer> {
    switch (name) {
      case 'preflens_summarizeDataset':
        return this.summarize(checked(name, input), call);
      case 'preflens_worstPairs':
        return this.worstPairs(checked(name, input), call);
      case 'preflens_explainPair':
        return this.explainPair(checked(name, input), call);
      case 'preflens_explainFinding':
        return this.explainFinding(checked(name, input), call);
    }
  }

  private summarize(input: AgentToolInput<'preflens_summarizeDataset'>, call: AgentToolCall): Promise<AgentAnswer> {
    return this.withDataset(input, call, async (dataset, key) => {
      const { answer } = await this.lastReport.keep(key, call, () => summarizeTool(this.ports, dataset, input, call));
      return answer;
    });
  }

  private worstPairs(input: AgentToolInput<'preflens_worstPairs'>, call: AgentToolCall): Promise<AgentAnswer> {
    return this.withDataset(input, call, (dataset) => worstPairsTool(this.ports, dataset, input, call));
  }

  private explainPair(input: AgentToolInput<'preflens_explainPair'>, call: AgentToolCall): Promise<AgentAnswer> {
    return this.withDataset(input, call, async (dataset, key) => explainPairTool(this.ports, dataset, input, { call, report: await this.lastReport.get(dataset, key, call) }));
  }

  private async explainFinding(input: AgentToolInput<'preflens_explainFinding'>, call: AgentToolCall): Promise<AgentAnswer> {
    const { file, split } = input;
    if (file === undefined) return explainFindingTool(input, null);
    return this.withDataset({ file, split }, call, async (dataset, key) => explainFindingTool(input, { dataset, report: await this.lastReport.get(dataset, key, call) }));
  }

  private async withDataset<Result>({ file, split }: { readonly file: string; readonly split?: string | undefined }, call: AgentToolCall, use: (dataset: AgentDataset, key: string) => Promise<Result>): Promise<Result> {
    const dataset = await this.ports.open(file, split, call.signal);
    try {
      return await use(dataset, JSON.stringify([dataset.file, split ?? null, dataset.version, dataset.settings]));
    } finally {
      await dataset.source.close();
    }
  }
}

function checked<Name extends AgentToolName>(name: Name, input: unknown): AgentToolInput<Name> {
  const parsed = agentToolInputs[name].safeParse(input);
  if (parsed.success) return parsed.data as AgentToolInput<Name>;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  throw new ToolRefusedError(`${name} was called with an input that does not fit its schema (${issues.join('; ').slice(0, 800)}); correct it and call again.`);
}
