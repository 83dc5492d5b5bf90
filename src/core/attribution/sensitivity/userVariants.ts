import { AttributionRefusedError } from '../../errors';
import type { GameTexts } from '../promptGame';
import type { PromptVariant } from './promptVariant';
import { rewriteArea, withText } from './rewriteArea';

const separator = /^---[ \t]*$/mu;

/**
 * Variants that somebody wrote: a JSON list of texts, texts between lines of three hyphens, or else one on each line. Throws
 * AttributionRefusedError where there is none.
 */
export function parseVariants(text: string): readonly string[] {
  const whole = text.replace(/^\ufeff/u, '').replace(/\r\n/gu, '\n');
  const variants = jsonTexts(whole) ?? (separator.test(whole) ? whole.split(separator).map((part) => part.replace(/^\n|\n$/gu, '')) : whole.split('\n'));
  const filled = variants.filter((variant) => variant.trim() !== '');
  if (filled.length === 0) throw new AttributionRefusedError('There are no variants; write one on each line, or put lines of --- between them.');
  return filled;
}

/** Each in the place of what the user said last. */
export function userVariants(texts: GameTexts, variants: readonly string[]): readonly PromptVariant[] {
  const area = rewriteArea(texts);
  return variants.map((variant, index) => ({ kind: 'yours', name: `variant ${String(index + 1)}`, texts: withText(texts, area, variant) }));
}

function jsonTexts(text: string): readonly string[] | null {
  if (!text.trimStart().startsWith('[')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'string') ? parsed : null;
  } catch {
    return null;
  }
}
