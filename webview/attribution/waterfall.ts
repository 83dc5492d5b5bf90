import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView, PlayerFigures } from '../../src/shared/attributionProtocol';
import { formatSigned } from '../common/formatting';
import type { BarData } from './barRow';
import { effectText, uncertaintyText, valueText } from './effectTexts';
import { playerName } from './unitText';
import { whole } from '../common/numbers';

/** Units with a step of their own; the others share one. */
const mostSteps = 24;

interface Step {
  readonly name: string;
  readonly value: number;
  readonly uncertainty: string;
  readonly player: number | null;
}

/** From v(∅) to v(N), the strongest units one by one in the order of the text, then all others together. Empty while little is known. */
export function waterfallData(view: AttributionPanelView, figures: AttributionFigures): readonly BarData[] {
  const { target, empty, full, players } = figures;
  if (empty === null || full === null || players === null) return [];
  const total = (key: string, name: string, value: number): BarData => ({
    key, name, from: 0, to: value, interval: null, kind: 'total', isSettled: true, value: target.kind === 'probability' ? valueText(target, value) : formatSigned(value), uncertainty: '', spoken: l10n.t('{0}: {1}', name, valueText(target, value)), player: null,
  });
  let running = empty;
  const steps = stepsOf(view, figures, players).map(({ name, value, uncertainty, player }): BarData => {
    const from = running;
    running += value;
    const text = effectText(target, value);
    return { key: `step ${String(player ?? 'others')}`, name, from, to: running, interval: null, kind: value < 0 ? 'minus' : 'plus', isSettled: true, value: text, uncertainty, spoken: l10n.t('{0}: {1}', name, `${text} ${uncertainty}`.trim()), player };
  });
  return [total('empty', l10n.t('Without any unit'), empty), ...steps, total('full', l10n.t('The whole prompt'), full)];
}

function stepsOf(view: AttributionPanelView, { target }: AttributionFigures, players: readonly PlayerFigures[]): readonly Step[] {
  const bySize = players.map((_, index) => index).sort((left, right) => Math.abs(players[right]?.value ?? 0) - Math.abs(players[left]?.value ?? 0) || left - right);
  const own = bySize.slice(0, players.length <= mostSteps ? players.length : mostSteps - 1).sort((left, right) => left - right);
  const rest = players.length - own.length;
  const steps = own.map((index): Step => {
    const { value = 0, standardError = 0 } = players[index] ?? {};
    return { name: playerName(view, index), value, uncertainty: uncertaintyText(target, standardError), player: index };
  });
  if (rest === 0) return steps;
  const others = players.reduce((sum, { value }) => sum + value, 0) - steps.reduce((sum, { value }) => sum + value, 0);
  return [...steps, { name: rest === 1 ? l10n.t('1 weaker unit') : l10n.t('{0} weaker units together', whole(rest)), value: others, uncertainty: '', player: null }];
}
