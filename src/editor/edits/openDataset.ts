import type { RowSource } from '../../core/ports';
import { JsonLinesSource } from '../../io/jsonLinesSource';

/** The rows of a file, whatever its container. */
export function openDataset(path: string): Promise<RowSource> {
  return Promise.resolve(new JsonLinesSource(path));
}
