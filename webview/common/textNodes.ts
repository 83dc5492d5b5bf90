import { element } from './element';
import type { TextPiece } from './visibleText';
import { visiblePieces } from './visibleText';

/** Nodes that show `text` from `start` to `end` as it is, with unseen characters made visible. */
export function textNodes(text: string, start = 0, end = text.length): readonly (Node | string)[] {
  return visiblePieces(text, start, end).flatMap(nodesOf);
}

/** Nodes for text that is rendered: line breaks and tabs need no mark there, what hides or turns text round still is made visible. */
export function readableNodes(text: string): readonly (Node | string)[] {
  return visiblePieces(text).flatMap((piece) => (piece.kind === 'newline' || piece.kind === 'tab' ? [piece.text] : nodesOf(piece)));
}

function nodesOf(piece: TextPiece): readonly (Node | string)[] {
  switch (piece.kind) {
    case 'text':
      return [piece.text];
    // The mark is drawn by the style sheet, so that it is neither copied nor read out.
    case 'newline':
      return [element('span', { class: 'mark newline' }), piece.text];
    case 'tab':
      return [element('span', { class: 'mark tab' }), piece.text];
    case 'space':
      return [element('span', { class: 'narrow-space', title: piece.label }, piece.text)];
    case 'escape':
      return [element('span', { class: 'escape', title: piece.label }, piece.label.split(' ', 1)[0] ?? '')];
  }
}
