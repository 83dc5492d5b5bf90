import type { DatasetReader } from '../dataset/datasetReader';
import { readRowFields } from '../dataset/readRowFields';
import { encodeUtf8 } from './encodeUtf8';
import type { PairReader } from './pairReader';

/** Reads pairs as the rest of their dataset is read, each with the way in which its schema swaps it. */
export function pairsOfRow(reader: DatasetReader): PairReader {
  return (text, syntax) => {
    const content = { kind: 'text', bytes: encodeUtf8(text), syntax } as const;
    const row = reader.readContent({ row: 0, line: 1 }, content);
    const fields = readRowFields(content);
    if (row.kind !== 'read' || fields.kind !== 'fields') return [];
    return row.pairs.map((pair) => ({ ...pair, swap: () => reader.swapChanges(fields.fields, pair) }));
  };
}
