import type { RowLocation, RowSource } from '../../core/ports';

/** The same source without some rows; the others keep their numbers. */
export function rowsWithout(source: RowSource, left: ReadonlySet<number>): RowSource {
  if (left.size === 0) return source;
  const stays = ({ row }: RowLocation) => !left.has(row);
  return {
    container: source.container,
    async *locate(signal) {
      for await (const locations of source.locate(signal)) yield locations.filter(stays);
    },
    read: (location) => source.read(location),
    close: () => source.close(),
  };
}
