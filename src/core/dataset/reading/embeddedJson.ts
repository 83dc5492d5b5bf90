import { parseJson } from '../parseJson';

/** The list or object that a text holds as JSON (a cell of a table, say); undefined where it holds none. */
export function embeddedJson(text: string): object | undefined {
  const start = text.charCodeAt(0);
  // Cheap for ordinary text, which is nearly all of it.
  if (start !== 0x5b && start !== 0x7b) return undefined;
  try {
    return parseJson(text) as object;
  } catch {
    return undefined;
  }
}
