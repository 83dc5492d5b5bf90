import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { DatasetReader } from '../../src/core/dataset/datasetReader';
import { encodePair } from '../../src/engine/conventions/encodePair';
import type { EncodedSequence } from '../../src/engine/conventions/encodedPair';
import { loadTokenizer } from '../../src/engine/tokenizer/tokenizerFolder';

interface IdPair {
  readonly prompt: readonly number[];
  readonly chosen: readonly number[];
  readonly rejected: readonly number[];
}

/** The first pairs of a JSON Lines file (gzip or not) as token ids under the default convention. */
export async function realPairs(file: string, tokenizerFolder: string, count: number): Promise<IdPair[]> {
  const tokenizer = await loadTokenizer(tokenizerFolder);
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const reader = new DatasetReader();
  const pairs: IdPair[] = [];
  for (const [row, line] of text.split('\n').entries()) {
    if (pairs.length === count) break;
    if (line.trim() === '') continue;
    const read = reader.readText({ row, line: row + 1 }, line);
    const [pair] = read.kind === 'read' ? read.pairs : [];
    if (!pair) continue;
    const encoded = encodePair(tokenizer, pair.texts, { maxLength: 1024 });
    if ('code' in encoded || encoded.chosen.promptLength < 2) continue;
    const response = ({ ids, promptLength }: EncodedSequence) => ids.slice(promptLength);
    pairs.push({ prompt: encoded.chosen.ids.slice(0, encoded.chosen.promptLength), chosen: response(encoded.chosen), rejected: response(encoded.rejected) });
  }
  return pairs;
}
