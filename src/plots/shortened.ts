/** A name for a place with room for so many characters; never cuts a character in two. */
export function shortened(text: string, longest: number): string {
  const characters = [...text.slice(0, 4 * longest)];
  if (characters.length <= longest && text.length <= 4 * longest) return text;
  return `${characters.slice(0, longest - 1).join('')}…`;
}
