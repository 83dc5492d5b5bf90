import { visiblePieces } from '../common/visibleText';

const longest = 60;

/** The text of a unit as one short line, for the token card: nothing in it can change the reading direction. */
export function unitDescription(text: string): string {
  const shown = visiblePieces(text.slice(0, longest)).map((piece) => {
    if (piece.kind === 'newline') return '↵';
    if (piece.kind === 'tab') return '→';
    return piece.kind === 'escape' ? `⟨${piece.label.split(' ', 1)[0] ?? ''}⟩` : piece.text;
  });
  const line = shown.join('').replace(/^ +| +$/g, (spaces) => '·'.repeat(spaces.length));
  return text.length > longest ? `${line}…` : line;
}
