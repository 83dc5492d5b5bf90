const shortestPrompt = 12;

/** Marks that stand between a repeated prompt and the answer proper. */
const separator = /^(?:\s|[-–—:>#*]|(?:Assistant|Answer|Response|AI|A):)*/i;

/**
 * How many UTF-16 units at the start of a response repeat the prompt, with the marks that follow it; 0 where it is not repeated. White space
 * at the edges and inside counts as equal. Prompts of a few characters are no evidence, and have 0.
 */
export function repeatedPromptLength(prompt: string, response: string): number {
  const wanted = prompt.trim();
  if (wanted.length < shortestPrompt) return 0;
  const end = matchedEnd(wanted, response);
  if (end === 0) return 0;
  return end + (separator.exec(response.slice(end, end + 200))?.[0].length ?? 0);
}

/** Where the response has gone through all of the wanted text, runs of white space being equal; 0 where it has not. */
function matchedEnd(wanted: string, response: string): number {
  let [at, position] = [skipSpace(response, 0), 0];
  while (position < wanted.length) {
    if (isSpace(wanted.charCodeAt(position))) {
      if (!isSpace(response.charCodeAt(at))) return 0;
      [at, position] = [skipSpace(response, at), skipSpace(wanted, position)];
    } else if (wanted.charCodeAt(position++) !== response.charCodeAt(at++)) return 0;
  }
  return at;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}
