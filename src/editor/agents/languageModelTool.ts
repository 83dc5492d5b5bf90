import * as vscode from 'vscode';

import type { AgentToolName } from '../../app/agents/agentToolInputs';
import { answerText } from '../../app/agents/answerText';
import { ToolRefusedError } from '../../core/agents/toolRefusedError';
import { CancelledError } from '../../core/errors';
import { contentHash } from '../../io/contentHash';
import type { EditorServices } from '../services';
import type { EditorAgentTools } from './editorAgentTools';
import { preparedInvocation } from './preparedInvocation';

/** Also where the model has room for more: what nobody reads costs the user. */
const maximalCharacters = 24_000;
/** No tokenizer makes fewer tokens than one for so many characters of JSON. */
const charactersPerToken = 8;

/** One tool, as VS Code calls it. */
export class LanguageModelTool implements vscode.LanguageModelTool<object> {
  constructor(
    private readonly name: AgentToolName,
    private readonly tools: EditorAgentTools,
    private readonly services: EditorServices,
  ) {}

  prepareInvocation({ input }: vscode.LanguageModelToolInvocationPrepareOptions<object>): Promise<vscode.PreparedToolInvocation> {
    return preparedInvocation(this.name, input, this.services.models.choice);
  }

  /** Rejects with an error whose message is written for the language model. */
  async invoke({ input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<object>, token: vscode.CancellationToken): Promise<vscode.LanguageModelToolResult> {
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => controller.abort());
    try {
      const tools = await this.tools.get();
      const answer = await tools.run(this.name, input, { signal: controller.signal, onProgress: () => undefined });
      const text = await answerText(answer, { hash: contentHash, fits: (candidate) => fits(candidate, tokenizationOptions, token) });
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } catch (error) {
      throw this.told(error, token);
    } finally {
      cancelling.dispose();
    }
  }

  private told(error: unknown, token: vscode.CancellationToken): Error {
    if (CancelledError.is(error) || token.isCancellationRequested) return new vscode.CancellationError();
    if (ToolRefusedError.is(error)) return new Error(error.message);
    this.services.log.error(`${this.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return new Error(`${this.name} failed inside Preflens; the output channel "Preflens" says why. Other tools and other files may still work.`);
  }
}

async function fits(text: string, options: vscode.LanguageModelToolTokenizationOptions | undefined, token: vscode.CancellationToken): Promise<boolean> {
  if (text.length > maximalCharacters) return false;
  if (options === undefined) return true;
  return text.length <= options.tokenBudget * charactersPerToken && (await options.countTokens(text, token)) <= options.tokenBudget;
}
