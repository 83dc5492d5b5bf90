const intervalMilliseconds = 200;

/** One line of progress, rewritten in place; silent where nobody watches. */
export class ProgressLine {
  private last = 0;
  private shown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(text: string): void {
    const now = Date.now();
    if (!this.stream.isTTY || now - this.last < intervalMilliseconds) return;
    this.last = now;
    this.shown = true;
    this.stream.write(`\r\u001b[K${text}`);
  }

  clear(): void {
    if (this.shown) this.stream.write('\r\u001b[K');
    this.shown = false;
  }
}
