import type { CancellationSignal, Container, RowContent, RowLocation, RowSource } from '../core/ports';

/** Shards that are kept open. */
const heldShards = 4;

/** The shards of a folder as one dataset; `RowLocation.file` tells the shard. */
export class ShardedRowSource implements RowSource {
  readonly container: Container;
  /** Number of the first row of each shard, as far as located. */
  private readonly firstRows: number[] = [];
  /** Open shards, last used last. */
  private readonly held = new Map<number, Promise<RowSource>>();

  constructor(
    files: readonly string[],
    first: RowSource,
    private readonly open: (file: string) => Promise<RowSource>,
  ) {
    this.container = { ...first.container, files };
    this.held.set(0, Promise.resolve(first));
  }

  async *locate(signal?: CancellationSignal): AsyncGenerator<readonly RowLocation[], void, void> {
    let row = 0;
    for (let file = 0; file < this.container.files.length && signal?.aborted !== true; file++) {
      const first = row;
      this.firstRows[file] = first;
      for await (const chunk of (await this.shard(file)).locate(signal)) {
        row += chunk.length;
        yield chunk.map((location) => ({ ...location, row: location.row + first, file }));
      }
    }
  }

  async read({ file = 0, ...location }: RowLocation): Promise<RowContent> {
    const first = this.container.format === 'parquet' ? await this.firstRowOf(file) : 0;
    const shard = await this.shard(file);
    return shard.read({ ...location, row: location.row - first });
  }

  async close(): Promise<void> {
    const open = [...this.held.values()];
    this.held.clear();
    for (const shard of open) await (await shard).close();
  }

  /** Rows without bytes are found by their number in their shard; the shards before it tell where that begins. */
  private async firstRowOf(file: number): Promise<number> {
    const known = this.firstRows[file];
    if (known !== undefined) return known;
    let first = file === 0 ? 0 : await this.firstRowOf(file - 1);
    if (file > 0) for await (const chunk of (await this.shard(file - 1)).locate()) first += chunk.length;
    this.firstRows[file] = first;
    return first;
  }

  private async shard(file: number): Promise<RowSource> {
    const source = this.held.get(file) ?? this.open(this.container.files[file] ?? '');
    this.held.delete(file);
    this.held.set(file, source);
    const [oldest] = this.held.keys();
    if (this.held.size > heldShards && oldest !== undefined) {
      const closing = this.held.get(oldest);
      this.held.delete(oldest);
      await (await closing)?.close();
    }
    return source;
  }
}
