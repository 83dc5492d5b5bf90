import type * as vscode from 'vscode';

import type { ReviewedFinding } from '../../../core/noise/review/reviewRecord';
import type { ReviewView } from '../../../shared/pairPanelProtocol';
import type { AppliedDecision } from './applyDecisions';
import type { ReviewSession } from './reviewSession';

/** A review through which somebody is led in the pair panel. */
export interface LedReview {
  readonly uri: vscode.Uri;
  readonly session: Pick<ReviewSession<ReviewedFinding>, 'current' | 'skip' | 'back'>;
  /** What models and findings say of the pair is not shown. */
  readonly isBlind: boolean;
  view(): ReviewView;
  /** Keeps what is said of the current item; false where the panel shows something else than what was to be decided about, and nothing was kept. */
  decide(decision: 'keep' | 'swap' | 'drop' | 'unsure'): Promise<boolean>;
  /** Shows of the current item what may be seen beside the pair. */
  showBehind(): void;
  /** Shows what models and findings say of the current pair. */
  reveal(): void;
  /** Takes in what another window decided, and, where the file was looked through anew, what it holds now. */
  refresh(isLookedThrough: boolean): Promise<void>;
  /** Makes decisions true in the dataset; asks which unless told. */
  apply(told?: readonly AppliedDecision[]): Promise<void>;
  /** It is over for now. */
  dispose(): void;
}
