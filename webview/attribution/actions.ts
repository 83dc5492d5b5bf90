import type { AttributionTarget } from '../../src/core/attribution/attributionTarget';
import type { AttributionChart, AttributionChoice, SavedFormat } from '../../src/shared/attributionProtocol';
import type { PanelState } from './panelState';

/** What the parts of the panel can set in motion. */
export interface PanelActions {
  choose(part: Partial<AttributionChoice>): void;
  aim(target: AttributionTarget): void;
  run(action: 'stop' | 'resume'): void;
  revealPlayer(player: number): void;
  revealRow(row: number): void;
  /** Asks for another response or other options. */
  ask(): void;
  /** `listed`: with wordings of a file that is asked for. */
  probe(listed: boolean): void;
  copy(): void;
  save(format: SavedFormat, chart: AttributionChart): void;
  stopBatch(): void;
  /** Remembers a change of look and shows it. */
  change(part: Partial<PanelState>): void;
  state(): PanelState;
}
