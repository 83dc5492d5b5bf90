import * as z from 'zod';

import { conventionNames } from '../../src/core/ports';
import { colorings } from './coloring';

/** Raised when a field changes meaning; state of another version is forgotten. */
const panelStateVersion = 2;

/** What the panel remembers of its own look; nothing of the data, which the extension sends anew. */
export const panelStateSchema = z.strictObject({
  version: z.literal(panelStateVersion),
  coloring: z.enum(colorings),
  order: z.enum(['row', 'worst']),
  promptOpen: z.boolean(),
  figuresOpen: z.boolean(),
  lossesOpen: z.boolean(),
  explained: z.boolean(),
  comparisonOpen: z.boolean(),
  comparedWith: z.enum(conventionNames),
});
export type PanelState = z.infer<typeof panelStateSchema>;

export const initialPanelState: PanelState = {
  version: panelStateVersion,
  coloring: 'reward',
  order: 'row',
  promptOpen: true,
  figuresOpen: true,
  lossesOpen: false,
  explained: false,
  comparisonOpen: false,
  comparedWith: 'trl-0.20',
};

export function readPanelState(saved: unknown): PanelState {
  const parsed = panelStateSchema.safeParse(saved);
  return parsed.success ? parsed.data : initialPanelState;
}
