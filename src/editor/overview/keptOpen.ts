/** Something that is opened at the first question and kept open. What could not be opened is tried again at the next one: it may have been locked or replaced only just then. */
export class KeptOpen<Opened> {
  private opened: Promise<Opened> | undefined;

  constructor(
    private readonly open: () => Promise<Opened>,
    private readonly close: (opened: Opened) => Promise<void>,
  ) {}

  /** Rejects with what kept it from being opened. */
  get(): Promise<Opened> {
    if (this.opened) return this.opened;
    const opened = this.open();
    this.opened = opened;
    opened.catch(() => {
      if (this.opened === opened) this.opened = undefined;
    });
    return opened;
  }

  /** Closes it; the next question opens it anew. */
  forget(): void {
    const { opened } = this;
    this.opened = undefined;
    opened?.then(this.close).catch(() => undefined);
  }
}
