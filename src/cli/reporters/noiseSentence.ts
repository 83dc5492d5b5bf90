import type { NoiseShare } from '../../core/attribution/tokenNoise';
import { percent } from '../formatFigure';

/** Token noise in one plain sentence. */
export function noiseSentence(noise: NoiseShare | null): string {
  if (!noise) return 'Token noise is counted by word, token, pattern or part; larger units hardly ever lack all information.';
  const interval = noise.low === noise.high ? '' : ` (95 % interval ${percent(noise.low)} to ${percent(noise.high)})`;
  return `Token noise: ${percent(noise.share)}${interval} of all influence falls on function words, punctuation and layout, which carry little information.`;
}
