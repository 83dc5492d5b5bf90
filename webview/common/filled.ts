type Part = Node | string;

/** A translated sentence with elements in place of {0}, {1} …, in the order of its language. */
export function filled(sentence: string, ...parts: readonly (Part | readonly Part[])[]): readonly Part[] {
  return sentence.split(/\{(\d+)\}/).flatMap((piece, index) => {
    if (index % 2 === 0) return piece === '' ? [] : [piece];
    return parts[Number(piece)] ?? [];
  });
}
