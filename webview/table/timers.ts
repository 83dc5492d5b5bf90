/** Milliseconds until what is done again and again is acted on. */
export const delays = { save: 200, detail: 60, view: 120, look: 400 } as const;

/** Work that is put off, each under a name: asked for again, it is put off again. */
export class Timers {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  later(name: string, milliseconds: number, work: () => void): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(work, milliseconds));
  }
}
