import { Script, createContext } from 'node:vm';
import { Environment, parse, tokenize } from '@huggingface/jinja';
import type { ChatMessage } from '../../core/dataset/preferencePair';
import { BoundedInterpreter } from './boundedInterpreter';
import { ChatTemplateError } from './chatTemplateError';
import { fixedDate } from './fixedDate';

export interface RenderOptions {
  /** End with the header of an assistant turn. */
  readonly addGenerationPrompt: boolean;
  readonly tools?: readonly unknown[];
  /** Further variables for the template, from the row. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

type Program = ReturnType<typeof parse>;

/** Milliseconds that one rendering may take. */
const timeLimit = 5_000;
/** Calls what the sandbox holds: the time limit of a script also ends the functions of ours that it calls. */
const timedCall = new Script('run()');
const sandbox: { run: () => string } = { run: () => '' };
createContext(sandbox);

/** The chat template of a tokenizer: a Jinja program that turns messages into text. */
export class ChatTemplate {
  private readonly parsed = new Map<string, Program>();

  constructor(
    private readonly source: string,
    /** A template of its own for conversations with tools, where the tokenizer has one. */
    private readonly toolSource: string | null,
    /** bos_token, eos_token and the like. */
    private readonly specialTokens: Readonly<Record<string, unknown>>,
  ) {}

  /** Throws ChatTemplateError with code "template-failed" when the template refuses the conversation or fails. */
  render(messages: readonly ChatMessage[], options: RenderOptions): string {
    try {
      const source = options.tools === undefined ? this.source : (this.toolSource ?? this.source);
      return this.runTimed(this.program(source), messages, options);
    } catch (error) {
      throw new ChatTemplateError('template-failed', describe(error));
    }
  }

  /** Parsed at first use: a template that does not parse matters to conversational rows only. */
  private program(source: string): Program {
    let program = this.parsed.get(source);
    if (program === undefined) {
      program = parse(tokenize(source, { lstrip_blocks: true, trim_blocks: true }));
      this.parsed.set(source, program);
    }
    return program;
  }

  private runTimed(program: Program, messages: readonly ChatMessage[], options: RenderOptions): string {
    const environment = this.environment(messages, options);
    const size = messages.reduce((sum, message) => sum + message.content.length, JSON.stringify(options).length);
    const interpreter = new BoundedInterpreter(environment, {
      steps: 1_000_000 + 5_000 * messages.length,
      characters: 1_000_000 + 8 * size,
      entries: 1_000_000,
    });
    sandbox.run = () => String(interpreter.run(program).value);
    try {
      return String(timedCall.runInContext(sandbox, { timeout: timeLimit }));
    } finally {
      sandbox.run = () => '';
    }
  }

  private environment(messages: readonly ChatMessage[], options: RenderOptions): Environment {
    const variables = new Map<string, unknown>([
      ...Object.entries(builtIns),
      ...Object.entries(this.specialTokens),
      ...Object.entries(options.kwargs ?? {}),
      ['messages', messages],
      ['tools', options.tools ?? null],
      ['documents', null],
      ['add_generation_prompt', options.addGenerationPrompt],
    ]);
    // The library declares it by itself and refuses a second declaration.
    variables.delete('namespace');
    const environment = new Environment();
    for (const [name, value] of variables) environment.set(name, value);
    return environment;
  }
}

class RefusedConversation extends Error {}

const builtIns: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  none: null,
  True: true,
  False: false,
  None: null,
  range: boundedRange,
  strftime_now: fixedDate,
  raise_exception: (message: unknown): never => {
    throw new RefusedConversation(String(message));
  },
};

function boundedRange(first: number, second?: number, step = 1): number[] {
  const start = second === undefined ? 0 : first;
  const length = Math.max(0, Math.ceil(((second ?? first) - start) / step));
  if (!(length <= 1_000_000)) throw new Error('it counts without end');
  return Array.from({ length }, (_, index) => start + index * step);
}

function describe(error: unknown): string {
  // Errors of the timed call come from another realm, so instanceof says nothing of them.
  const { message, code } = error as { message?: unknown; code?: unknown };
  const reason = short(String(message));
  if (error instanceof RefusedConversation) {
    return `The chat template refuses this conversation: ${reason}; change the turns of the row.`;
  }
  const cause = code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? `it takes longer than ${String(timeLimit / 1000)} seconds` : reason;
  return `The chat template of the tokenizer fails on this conversation: ${cause}; choose a model whose template takes such rows.`;
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim().replace(/[.;]+$/u, '');
  return line.length > 300 ? `${line.slice(0, 300)} …` : line;
}
