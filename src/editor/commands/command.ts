import type { ReviewController } from '../findings/review/reviewController';
import type { FindingsTree } from '../findings/tree/findingsTree';
import type { AttributionController } from '../attribution/attributionController';
import type { AttributionBatches } from '../attribution/batch/attributionBatches';
import type { OverviewPanels } from '../overview/overviewPanels';
import type { PairPanelController } from '../panel/pairPanelController';
import type { EditorServices } from '../services';

/** What a command works with. */
export interface CommandContext {
  readonly services: EditorServices;
  readonly pairPanel: PairPanelController;
  readonly review: ReviewController;
  readonly findingsTree: FindingsTree;
  readonly attribution: AttributionController;
  readonly attributionBatches: AttributionBatches;
  readonly overviews: OverviewPanels;
}

/** A command; its arguments come from menus, links and key bindings, and are checked by whoever uses them. */
export type Command = (context: CommandContext, ...commandArguments: readonly unknown[]) => unknown;
