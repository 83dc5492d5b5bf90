/** The token of the next line (`step` 1) or the line before (-1) that stands nearest to the middle of the one at `index`. */
export function nearestInLine(tokens: readonly HTMLElement[], index: number, step: 1 | -1): HTMLElement | undefined {
  const from = tokens[index]?.getClientRects()[0];
  if (from === undefined) return undefined;
  const middle = (from.left + from.right) / 2;
  let line: number | undefined;
  let nearest: HTMLElement | undefined;
  let shortest = Infinity;
  for (let position = index + step; position >= 0 && position < tokens.length; position += step) {
    const token = tokens[position];
    const box = token?.getClientRects()[0];
    if (token === undefined || box === undefined || sameLine(box.top, from)) continue;
    line ??= box.top;
    if (Math.abs(box.top - line) > from.height / 2) break;
    const distance = Math.max(box.left - middle, middle - box.right, 0);
    if (distance < shortest) [shortest, nearest] = [distance, token];
  }
  return nearest;
}

function sameLine(top: number, from: DOMRect): boolean {
  return Math.abs(top - from.top) <= from.height / 2;
}
