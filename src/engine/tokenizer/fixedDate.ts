/**
 * Stands in for strftime_now: templates that print today's date would make the same row score differently every day.
 * The date is the one that Llama's own templates fall back to; a row sets another with the template's date_string.
 */
const parts: Readonly<Record<string, string>> = {
  Y: '2024', y: '24', m: '07', B: 'July', b: 'Jul', d: '26', A: 'Friday', a: 'Fri', j: '208',
  H: '00', I: '12', M: '00', S: '00', p: 'AM', '%': '%',
};

/** A format of Python's strftime, filled with 26 July 2024, midnight. Unknown directives stay as they are. */
export function fixedDate(format: unknown): string {
  return String(format).replaceAll(/%(.)/gu, (directive, letter: string) => parts[letter] ?? directive);
}
