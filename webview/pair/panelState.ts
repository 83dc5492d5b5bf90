import * as z from 'zod';

import { conventionNames } from '../../src/core/ports';
import { stepOrders } from '../../src/shared/pairPanelProtocol';
import { colorings } from './coloring';

/** Raised when a field changes meaning; state of another version is forgotten. */
const panelStateVersion = 3;

/** Whether texts stand as they are in the file, or as their author meant them to look. */
export const renderings = ['exact', 'rendered'] as const;
export type Rendering = (typeof renderings)[number];

/** What the panel remembers of its own look; nothing of the data, which the extension sends anew. */
export const panelStateSchema = z.strictObject({
  version: z.literal(panelStateVersion),
  coloring: z.enum(colorings),
  rendering: z.enum(renderings),
  order: z.enum(stepOrders),
  promptOpen: z.boolean(),
  figuresOpen: z.boolean(),
  lossesOpen: z.boolean(),
  explained: z.boolean(),
  comparisonOpen: z.boolean(),
  findingsOpen: z.boolean(),
  samePromptOpen: z.boolean(),
  massOpen: z.boolean(),
  comparedWith: z.enum(conventionNames),
});
export type PanelState = z.infer<typeof panelStateSchema>;

export const initialPanelState: PanelState = {
  version: panelStateVersion,
  coloring: 'reward',
  rendering: 'exact',
  order: 'row',
  promptOpen: true,
  figuresOpen: true,
  lossesOpen: false,
  explained: false,
  comparisonOpen: false,
  findingsOpen: true,
  samePromptOpen: true,
  massOpen: false,
  comparedWith: 'trl-0.20',
};

export function readPanelState(saved: unknown): PanelState {
  const parsed = panelStateSchema.safeParse(saved);
  return parsed.success ? parsed.data : initialPanelState;
}
