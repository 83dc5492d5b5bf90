/** Chooses rows by their position. A row that is still on its way is chosen when it comes, unless something else was chosen meanwhile. */
export class RowChoice {
  #awaited: { readonly position: number; readonly opens: boolean } | null = null;

  constructor(
    /** The row at a position; undefined while it is on its way, except in the order of the file, where the number of a row is its place. */
    private readonly rowAt: (position: number) => number | undefined,
    private readonly chosen: (row: number, opens: boolean) => void,
  ) {}

  choose(position: number, opens: boolean): void {
    const row = this.rowAt(position);
    this.#awaited = row === undefined ? { position, opens } : null;
    if (row !== undefined) this.chosen(row, opens);
  }

  /** Rows came. */
  arrived(): void {
    if (this.#awaited) this.choose(this.#awaited.position, this.#awaited.opens);
  }

  /** Positions stand for other rows now, or something else was chosen. */
  forget(): void {
    this.#awaited = null;
  }
}
