import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView, PlayerFigures } from '../../src/shared/attributionProtocol';
import type { BarData, BarDomain } from './barRow';
import { effectText, isSettled, uncertaintyText } from './effectTexts';
import { playerName } from './unitText';

/** The players in order of size, or of the text; at most `most`. */
export function barData(view: AttributionPanelView, figures: AttributionFigures, order: 'size' | 'text', most: number): readonly BarData[] {
  const players = figures.players ?? [];
  const indices = players.map((_, index) => index);
  const bySize = indices.toSorted((left, right) => size(players[right]) - size(players[left]) || left - right);
  const shown = bySize.slice(0, most);
  if (order === 'text') shown.sort((left, right) => left - right);
  return shown.flatMap((index) => {
    const player = players[index];
    return player === undefined ? [] : [bar(view, figures, index, player)];
  });
}

/** Zero, every bar and every interval are on the track. */
export function barDomain(bars: readonly BarData[]): BarDomain {
  const ends = bars.flatMap(({ from, to, interval }) => [from, to, ...(interval ? [interval.low, interval.high] : [])]);
  return { low: Math.min(0, ...ends), high: Math.max(0, ...ends) };
}

function bar(view: AttributionPanelView, { target }: AttributionFigures, index: number, player: PlayerFigures): BarData {
  const name = playerName(view, index);
  const value = effectText(target, player.value);
  const uncertainty = player.tokens === 0 ? l10n.t('cut off') : uncertaintyText(target, player.standardError);
  return {
    key: `player ${String(index)}`,
    name,
    from: 0,
    to: player.value,
    interval: player.standardError === 0 ? null : { low: player.low, high: player.high },
    kind: player.value < 0 ? 'minus' : 'plus',
    isSettled: isSettled(player) || player.standardError === 0,
    value,
    uncertainty,
    spoken: l10n.t('{0}: {1}', name, `${value} ${uncertainty}`.trim()),
    player: index,
  };
}

function size(player: PlayerFigures | undefined): number {
  return Math.abs(player?.value ?? 0);
}
