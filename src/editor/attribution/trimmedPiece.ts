/** A piece without the white space at its ends, which a unit owns but nobody wants tinted or selected. */
export function trimmedPiece<Piece extends { readonly start: number; readonly end: number }>(content: string, piece: Piece): Piece {
  const text = content.slice(piece.start, piece.end);
  const start = piece.start + text.length - text.trimStart().length;
  return start >= piece.end ? piece : { ...piece, start, end: piece.end - (text.length - text.trimEnd().length) };
}
