/** What happened in a soak, and what should not have. */
export class SoakTally {
  private readonly counts = new Map<string, number>();
  readonly failures: string[] = [];

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  fail(what: string): void {
    this.count('failures');
    if (this.failures.length < 20) this.failures.push(what.slice(0, 1000));
  }

  table(): string {
    const rows = [...this.counts].sort(([a], [b]) => a.localeCompare(b)).map(([what, times]) => `| ${what} | ${String(times)} |`);
    return ['| what | times |', '| --- | --: |', ...rows].join('\n');
  }
}
