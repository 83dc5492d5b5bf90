import { widthStep } from './gridHead';

export interface GridPlace {
  /** −1 in the titles of the columns. */
  readonly position: number;
  readonly column: number;
  readonly count: number;
  readonly columns: number;
  /** Rows that a page key moves by. */
  readonly page: number;
}

export type GridKey =
  | { readonly kind: 'move'; readonly position: number; readonly column: number }
  | { readonly kind: 'widen'; readonly by: number }
  | { readonly kind: 'open' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key does in the grid; null where it has no meaning there. */
export function gridKey(event: Pressed, place: GridPlace): GridKey | null {
  if (event.altKey || (event.shiftKey && event.key !== '+')) return null;
  const isControl = event.ctrlKey || event.metaKey;
  if (!isControl && event.key === 'Enter') return { kind: 'open' };
  if (!isControl && (event.key === '+' || event.key === '-')) return { kind: 'widen', by: event.key === '+' ? widthStep : -widthStep };
  const to = isControl ? farMove(event.key, place) : nearMove(event.key, place);
  if (to === null) return null;
  const position = Math.max(-1, Math.min(place.count - 1, to.position ?? place.position));
  const column = Math.max(0, Math.min(place.columns - 1, to.column ?? place.column));
  return { kind: 'move', position, column };
}

type Target = { readonly position?: number; readonly column?: number } | null;

function nearMove(key: string, { position, column, columns, page }: GridPlace): Target {
  switch (key) {
    case 'ArrowDown':
      return { position: position + 1 };
    case 'ArrowUp':
      return { position: position - 1 };
    case 'ArrowRight':
      return { column: column + 1 };
    case 'ArrowLeft':
      return { column: column - 1 };
    case 'PageDown':
      return { position: position + page };
    case 'PageUp':
      // The titles are reached by the arrow only.
      return { position: Math.max(0, position - page) };
    case 'Home':
      return { column: 0 };
    case 'End':
      return { column: columns - 1 };
    default:
      return null;
  }
}

function farMove(key: string, { count, columns }: GridPlace): Target {
  if (key === 'Home') return { position: 0, column: 0 };
  if (key === 'End') return { position: count - 1, column: columns - 1 };
  if (key === 'ArrowUp') return { position: 0 };
  return key === 'ArrowDown' ? { position: count - 1 } : null;
}
