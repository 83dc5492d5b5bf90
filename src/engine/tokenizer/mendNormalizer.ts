import { SequenceNormalizer, type Normalizer } from '@huggingface/tokenizers';
import type { JsonRecord } from './jsonRecord';
import { rewritesOf, type Rewrite } from './normalizerRewrites';
import { decomposable } from './unicodeClasses';

const unicodeForms = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;

/** Puts right where version 0.2.0 of the library normalises otherwise than the Rust library. */
export function mendNormalizer(normalizer: Normalizer | null, config: unknown): void {
  if (normalizer === null) return;
  const given = config as JsonRecord;
  if (normalizer instanceof SequenceNormalizer) {
    const members = given['normalizers'] as readonly unknown[];
    normalizer.normalizers.forEach((member: Normalizer | null, index: number) => {
      mendNormalizer(member, members[index]);
    });
    return;
  }
  const form = unicodeForms.find((name) => name === given['type']);
  if (form !== undefined) normalizer.normalize = (text) => text.replaceAll(decomposable, (run) => run.normalize(form));
  const rewrites = rewritesOf(given);
  if (rewrites !== null) normalizer.normalize = (text) => rewrites.reduce(rewritten, text);
}

function rewritten(text: string, rewrite: Rewrite): string {
  const parts: string[] = [];
  for (const piece of rewrite(text)) parts.push(piece.text);
  return parts.join('');
}
