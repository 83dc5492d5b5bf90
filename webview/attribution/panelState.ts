import * as z from 'zod';

/** Raised when a field changes meaning; state of another version is forgotten. */
const panelStateVersion = 1;

export const chartNames = ['bars', 'waterfall', 'interactions'] as const;
export type ChartName = (typeof chartNames)[number];

/** What the panel remembers of its own look; nothing of the data, which the extension sends anew. */
const panelStateSchema = z.strictObject({
  version: z.literal(panelStateVersion),
  chart: z.enum(chartNames),
  order: z.enum(['size', 'text']),
  explained: z.boolean(),
});
export type PanelState = z.infer<typeof panelStateSchema>;

export const initialPanelState: PanelState = { version: panelStateVersion, chart: 'bars', order: 'size', explained: false };

export function readPanelState(saved: unknown): PanelState {
  const parsed = panelStateSchema.safeParse(saved);
  return parsed.success ? parsed.data : initialPanelState;
}
