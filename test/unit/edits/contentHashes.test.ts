import { describe, expect, it } from 'vitest';

import { pairContentKey } from '../../../src/core/dataset/pairContentKey';
import { ContentHashes } from '../../../src/core/edits/changeList/contentHashes';
import { parseChangeList } from '../../../src/core/edits/changeList/parseChangeList';
import { SilencedFindings } from '../../../src/core/edits/changeList/silencedFindings';
import { rowHash } from '../../../src/io/rowHash';

describe('a finding of one pair that was silenced', () => {
  const [first, second] = [{ pair: 0, texts: { format: 'standard', prompt: 'p', chosen: 'a', rejected: 'b' } }, { pair: 1, texts: { format: 'standard', prompt: 'p', chosen: 'a', rejected: 'c' } }] as const;
  const record = JSON.stringify({ version: 1, id: '1', at: '2026-01-01T00:00:00.000Z', kind: 'silence', row: 4, hash: rowHash(pairContentKey(second.texts)), code: 'mixed-scripts', reason: 'meant so' });

  function hashes(at: number, ...pairs: readonly (typeof first | typeof second)[]): ContentHashes {
    const { records } = parseChangeList(`${record}\n`);
    const known = new ContentHashes(new SilencedFindings(records.filter((one) => one.kind === 'silence')), rowHash);
    pairs.forEach(({ texts }, pair) => known.add({ row: at, pair, texts }));
    return known;
  }

  it('is silent for that pair and that code alone, and other pairs of the row are heard', () => {
    const known = hashes(4, first, second);
    expect(known.isSilenced({ row: 4, pair: 1, code: 'mixed-scripts' })).toBe(true);
    expect(known.isSilenced({ row: 4, pair: 0, code: 'mixed-scripts' })).toBe(false);
    expect(known.isSilenced({ row: 4, pair: 1, code: 'empty-chosen' })).toBe(false);
  });

  it('stays silent when the pair moves within the file or its row', () => {
    expect(hashes(9, second, first).isSilenced({ row: 9, pair: 0, code: 'mixed-scripts' })).toBe(true);
    expect(hashes(9, second, first).isSilenced({ row: 9, pair: 1, code: 'mixed-scripts' })).toBe(false);
  });
});
