import * as z from 'zod';

import { detailLookSchema, sortSchema } from '../../src/shared/tableProtocol';

/** Raised when a field changes meaning; state of another version is forgotten. */
const tableStateVersion = 1;

/** What a table remembers while it is hidden or the window reloads: where it was, and how it looked; nothing of the data. */
export const tableStateSchema = z.strictObject({
  version: z.literal(tableStateVersion),
  /** Row number of the first visible row, which stays true when the order changes. */
  topRow: z.int().nonnegative(),
  selectedRow: z.int().nonnegative().nullable(),
  activeColumn: z.string(),
  sort: sortSchema.nullable(),
  filter: z.string().max(2000),
  search: z.string().max(2000),
  /** Widths that somebody chose, in pixels, by column. */
  widths: z.record(z.string(), z.number().min(20).max(4000)),
  /** Columns that differ from what is shown by default. */
  toggled: z.array(z.string()),
  detail: z.strictObject({ isOpen: z.boolean(), ...detailLookSchema.shape }),
});
export type TableState = z.infer<typeof tableStateSchema>;

export const initialTableState: TableState = {
  version: tableStateVersion,
  topRow: 0,
  selectedRow: null,
  activeColumn: 'prompt',
  sort: null,
  filter: '',
  search: '',
  widths: {},
  toggled: [],
  // Chosen and rejected are often so different that marks would only disturb the reading.
  detail: { isOpen: false, side: 'below', size: 0.45, wrap: true, diff: false },
};

export function readTableState(saved: unknown): TableState {
  const parsed = tableStateSchema.safeParse(saved);
  return parsed.success ? parsed.data : initialTableState;
}
