import type { RowLocation } from '../ports';

/** Where a row lies, for pairs that span rows; undefined where that is not known (or there is no such row). */
export type RowPlaces = (row: number) => RowLocation | undefined;

const kept = 32;

/** The places of the rows that were passed last, for callers that go through a dataset in order and keep no index. */
export class RecentPlaces {
  private readonly places: (RowLocation | undefined)[] = [];

  add(location: RowLocation): void {
    this.places[location.row % kept] = location;
  }

  /** See RowPlaces. */
  readonly at: RowPlaces = (row) => {
    const place = this.places[row % kept];
    return place?.row === row ? place : undefined;
  };
}
