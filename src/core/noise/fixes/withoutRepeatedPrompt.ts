import { repeatedPromptLength } from '../structural/repeatedPrompt';

/**
 * A response without the prompt that it repeats at its start. It stays as it is where it repeats none, or where nothing would be left of it:
 * a response that is the prompt is nothing a cut can mend.
 */
export function withoutRepeatedPrompt(prompt: string, response: string): string {
  const length = repeatedPromptLength(prompt, response);
  const rest = response.slice(length);
  return length === 0 || rest.trim() === '' ? response : rest;
}
