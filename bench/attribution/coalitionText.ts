import type { Coalition } from '../../src/core/attribution/coalition';

/** A mark a player, 1 for present, as Python is told. */
export function coalitionText(coalition: Coalition): string {
  return coalition.join('');
}

export function coalitionOf(text: string): Coalition {
  return Uint8Array.from(text, (mark) => (mark === '1' ? 1 : 0));
}
