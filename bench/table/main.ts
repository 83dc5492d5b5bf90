import { benchArranging } from './arranging';
import { benchFrames } from './frames';
import { benchOpening } from './opening';

const parts = { frames: benchFrames, arrange: benchArranging, opening: benchOpening };

/** Runs the parts named, or all, and prints a Markdown table for each. */
export async function benchTable(names: readonly string[]): Promise<void> {
  for (const [name, bench] of Object.entries(parts)) if (names.length === 0 || names.includes(name)) await bench();
}
