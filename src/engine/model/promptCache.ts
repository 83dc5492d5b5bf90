import type { Tensor } from 'onnxruntime-node';

/** What a model remembers of the prompt that it read last: one entry, since rows with the same prompt follow each other. */
export class PromptCache {
  private prefix: readonly number[] = [];
  private caches: Readonly<Record<string, Tensor>> | undefined;

  /** The cache of exactly these tokens, computed if they are not the last ones asked for. */
  async of(prefix: readonly number[], compute: () => Promise<Readonly<Record<string, Tensor>>>): Promise<Readonly<Record<string, Tensor>>> {
    if (this.caches && this.isFor(prefix)) return this.caches;
    // Two prompts at once would double the memory.
    this.caches = undefined;
    this.prefix = prefix;
    this.caches = await compute();
    return this.caches;
  }

  private isFor(prefix: readonly number[]): boolean {
    return prefix.length === this.prefix.length && prefix.every((id, index) => id === this.prefix[index]);
  }
}
