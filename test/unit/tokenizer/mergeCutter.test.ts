import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BPE } from '@huggingface/tokenizers';
import { MergeCutter } from '../../../src/engine/tokenizer/mergeCutter';

const merges = [['a', 'b'], ['ab', 'c'], ['c', 'a'], ['🦙', 'a'], ['d', 'd']];
const vocabulary = ['a', 'b', 'c', 'd', '🦙', ...merges.map((pair) => pair.join(''))];
const model = { type: 'BPE', vocab: Object.fromEntries(vocabulary.map((entry, id) => [entry, id])), merges };

describe('MergeCutter', () => {
  it('cuts where no merge reaches across', () => {
    const word = `${'abc'.repeat(30)}dd🦙abb`;
    expect(MergeCutter.forModel(model)?.cut(word)).toEqual(['abc'.repeat(30), 'dd', '🦙ab', 'b']);
  });

  it('leaves short words alone', () => {
    expect(MergeCutter.forModel(model)?.cut('bbb')).toEqual(['bbb']);
  });

  it('changes no token', () => {
    const library = new BPE(model as unknown as ConstructorParameters<typeof BPE>[0]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', '🦙'), { minLength: 65, maxLength: 200 }), (letters) => {
        const word = letters.join('');
        expect(MergeCutter.forModel(model)?.cut(word).flatMap((piece) => library.bpe(piece))).toEqual(library.bpe(word));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses models whose words end in a mark', () => {
    expect(MergeCutter.forModel({ ...model, end_of_word_suffix: '</w>' })).toBeNull();
    expect(MergeCutter.forModel({ type: 'Unigram', vocab: [] })).toBeNull();
  });
});
