import * as l10n from '@vscode/l10n';

import type { AttributionPanelView } from '../../src/shared/attributionProtocol';
import { shortened } from './targetTexts';

/** The text of a player, white space at its ends included. */
export function playerText({ prompt, players }: AttributionPanelView, player: number): string {
  const piece = players[player];
  return piece === undefined ? '' : (prompt[piece.message]?.content ?? '').slice(piece.start, piece.end);
}

/** What a player is called in charts: never empty, never long. */
export function playerName(view: AttributionPanelView, player: number, longest = 40): string {
  const text = playerText(view, player);
  return shortened(text, longest) || (/\n/.test(text) ? l10n.t('(line break)') : l10n.t('(space)'));
}
