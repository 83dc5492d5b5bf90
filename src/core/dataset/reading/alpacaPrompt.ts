import type { RowFields } from '../parseRow';
import { isRecord } from './marks';
import { joinTexts } from './joinTexts';
import { asList } from './listAt';
import type { Part } from './part';
import { optionalTextAt, textAt } from './textAt';
import { turnOf } from './turnOf';
import { valueAt } from './valueAt';

/**
 * The prompt of Alpaca's fields: `instruction` and, on a line of its own, `input`. Where the row has `system` or `history`
 * (even empty ones, so that all rows of a file are of one kind) it is a conversation, as in LLaMA-Factory.
 */
export function alpacaPrompt(fields: RowFields): Part {
  const question = joinTexts([textAt(fields, ['instruction']), optionalTextAt(fields, ['input'])], '\n');
  if (!Object.hasOwn(fields, 'system') && !Object.hasOwn(fields, 'history')) return question;
  const system = optionalTextAt(fields, ['system']);
  return [...(system ? [turnOf('system', system)] : []), ...historyTurns(fields), turnOf('user', question)];
}

/** `history` is a list of [question, answer]. */
function historyTurns(fields: RowFields) {
  const history = asList(valueAt(fields, ['history'])) ?? [];
  return history.flatMap((exchange, index) => {
    if (!Array.isArray(exchange) && !isRecord(exchange)) return [];
    return [turnOf('user', textAt(fields, ['history', index, 0])), turnOf('assistant', textAt(fields, ['history', index, 1]))];
  });
}
