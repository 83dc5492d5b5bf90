import { describeValue } from './describeValue';
import { field } from './field';
import { parseJson } from './parseJson';
import type { RowFields } from './parseRow';
import type { ConversationalTexts } from './preferencePair';
import { RowProblem } from './rowProblem';

/**
 * What a conversational row hands to the chat template besides its messages. `tools` may be a list or, as TRL allows, a list
 * written as JSON text. Throws RowProblem for anything else.
 */
export function readTemplateOptions(fields: RowFields): Pick<ConversationalTexts, 'tools' | 'chatTemplateKwargs'> {
  const tools = readTools(field(fields, 'tools'));
  const chatTemplateKwargs = readKwargs(field(fields, 'chat_template_kwargs'));
  return { ...(tools === undefined ? {} : { tools }), ...(chatTemplateKwargs === undefined ? {} : { chatTemplateKwargs }) };
}

function readTools(value: unknown): readonly unknown[] | undefined {
  if (value === undefined) return undefined;
  const tools = typeof value === 'string' ? parseTools(value) : value;
  if (Array.isArray(tools)) return tools;
  const found = typeof value === 'string' ? 'a text that holds no JSON list' : describeValue(value);
  throw new RowProblem('wrong-type', ['tools'], `"tools" is ${found}; expected a list of tool schemas, or null.`);
}

function parseTools(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function readKwargs(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  const reason = `"chat_template_kwargs" is ${describeValue(value)}; expected an object, or null.`;
  throw new RowProblem('wrong-type', ['chat_template_kwargs'], reason);
}
