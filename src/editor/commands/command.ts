import type { ReviewController } from '../findings/review/reviewController';
import type { FindingsTree } from '../findings/tree/findingsTree';
import type { PairPanelController } from '../panel/pairPanelController';
import type { EditorServices } from '../services';

/** What a command works with. */
export interface CommandContext {
  readonly services: EditorServices;
  readonly pairPanel: PairPanelController;
  readonly review: ReviewController;
  readonly findingsTree: FindingsTree;
}

/** A command; its arguments come from menus, links and key bindings, and are checked by whoever uses them. */
export type Command = (context: CommandContext, ...commandArguments: readonly unknown[]) => unknown;
