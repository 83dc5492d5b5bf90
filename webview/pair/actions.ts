import type { ConventionName } from '../../src/core/ports';
import type { FindingRequest } from '../../src/shared/pairContext';
import type { FromPairPanel, PairEditAction, ReviewAction } from '../../src/shared/pairPanelProtocol';
import type { PanelState } from './panelState';

export type Side = 'chosen' | 'rejected';

/** What the parts of the panel can set in motion. */
export interface PanelActions {
  step(direction: Extract<FromPairPanel, { type: 'step' }>['direction']): void;
  revealRow(): void;
  revealText(side: Side, start: number, end: number): void;
  /** Asks for the tokens under another convention. */
  compare(convention: ConventionName): void;
  /** Shows another pair of the file. */
  go(row: number, pair: number): void;
  /** Asks for something about a finding of the pair. */
  finding(request: FindingRequest): void;
  /** Asks to open a link of a text; the editor asks back. */
  openLink(address: string): void;
  copyFigures(): void;
  /** Opens the attribution of the prompt. */
  attribute(): void;
  /** Asks the editor to change the pair. */
  edit(action: PairEditAction): void;
  /** Says something about the finding of a review, or where to go. */
  review(action: ReviewAction): void;
  /** Remembers a change of look and shows it. */
  change(part: Partial<PanelState>): void;
  state(): PanelState;
}
