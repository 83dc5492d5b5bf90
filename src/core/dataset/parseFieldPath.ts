/** A path written as `input.question` or `answers[0].text`. A name with dots or brackets in it stands in quotes: `"a.b".text`. */
export function parseFieldPath(text: string): readonly (string | number)[] {
  return Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"|\[(\d+)\]|([^.[\]"]+)/g), ([, quoted, index, name]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
    return index === undefined ? (name ?? '') : Number(index);
  });
}
