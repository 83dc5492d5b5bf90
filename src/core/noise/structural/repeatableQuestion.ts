import type { PairTexts } from '../../dataset/preferencePair';

/** Begins a turn of a conversation that is written in one string. */
const humanTurn = /(?:^|\n)(?:Human|User|Question|Q):[ \t]*/gi;
const assistantEnd = /(?:Assistant|AI|Answer|A):$/i;

/** What a response may repeat of the prompt, the longest first: the whole of it, or its last question alone. */
export function repeatableQuestion(texts: PairTexts): readonly string[] {
  if (texts.format === 'conversational') return lastMessage(texts.prompt.map(({ content }) => content).join('\n\n'), texts.prompt.findLast(({ role }) => role === 'user')?.content);
  const asked = texts.prompt.trimEnd().replace(assistantEnd, '').trimEnd();
  let start = 0;
  for (const { index, 0: mark } of asked.matchAll(humanTurn)) start = index + mark.length;
  return lastMessage(texts.prompt, asked.slice(start));
}

function lastMessage(whole: string, last: string | undefined): readonly string[] {
  return last === undefined || last === whole ? [whole] : [whole, last];
}
