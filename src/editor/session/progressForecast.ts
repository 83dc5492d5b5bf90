const windowMilliseconds = 15_000;

/** Forecasts the end of a run from its recent pace: rows known from before go by at once and must not promise too much. */
export class ProgressForecast {
  private samples: { readonly time: number; readonly done: number }[] = [];

  note(done: number, time: number): void {
    this.samples.push({ time, done });
    const oldest = this.samples.findIndex((sample) => time - sample.time <= windowMilliseconds);
    this.samples.splice(0, oldest);
  }

  /** Seconds that remain; null while there is too little to go by. */
  secondsFor(remaining: number): number | null {
    const first = this.samples[0];
    const last = this.samples[this.samples.length - 1];
    if (!first || !last || last.time - first.time < 1000 || last.done <= first.done) return null;
    return (remaining * (last.time - first.time)) / (last.done - first.done) / 1000;
  }
}
