import type { ToTable } from '../../src/shared/tableProtocol';
import type { UnversionedFromTable } from './unversionedFromTable';

type Place = Extract<ToTable, { type: 'place' }>;
/** What to do with the place of a row, once it is known. */
type Placing = (place: Place) => void;

/** Asks the extension where rows stand in the arrangement; answers come in the order of the questions. */
export class RowPlaces {
  readonly #placings: Placing[] = [];

  constructor(private readonly post: (message: UnversionedFromTable) => void) {}

  find(row: number, placed: Placing): void {
    this.#placings.push(placed);
    this.post({ type: 'find', row });
  }

  /** The nearest hit of the search before or after a position. */
  step(from: number, direction: 'next' | 'previous', placed: Placing): void {
    this.#placings.push(placed);
    this.post({ type: 'step', from, direction });
  }

  take(place: Place): void {
    this.#placings.shift()?.(place);
  }

  /** Another version of the file: no answer to an earlier question comes any more. */
  forget(): void {
    this.#placings.length = 0;
  }
}
