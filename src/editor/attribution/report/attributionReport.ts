import type { AttributionTarget } from '../../../core/attribution/attributionTarget';
import type { RemovalChoice } from '../../../core/attribution/promptUnit';
import type { AttributionFigures, AttributionPanelView, SensitivityView } from '../../../shared/attributionProtocol';

/** A result as it is copied or saved: what the panel shows, with the words of the prompt. */
export interface AttributionReport {
  readonly view: AttributionPanelView;
  readonly figures: AttributionFigures;
  readonly sensitivity: SensitivityView | null;
}

/** The text of a unit, white space at its ends included. */
export function unitText({ prompt, players }: AttributionPanelView, player: number): string {
  const piece = players[player];
  return piece === undefined ? '' : (prompt[piece.message]?.content ?? '').slice(piece.start, piece.end);
}

/** What is attributed, in words. */
export function targetTitle({ responses }: AttributionPanelView, target: AttributionTarget): string {
  const name = (index: number): string => responses[index]?.name ?? `response ${String(index + 1)}`;
  switch (target.kind) {
    case 'margin':
      return `reward margin at β = ${String(target.beta)} (nats)`;
    case 'likelihoodMargin':
      return 'log π(chosen) − log π(rejected) (nats)';
    case 'response':
      return `log π of ${name(target.response)} (nats)`;
    case 'logOdds':
      return `log-odds of ${name(target.option)} against the other options (nats)`;
    case 'probability':
      return `probability of the first token of ${name(target.response)}`;
    case 'token':
      return `log π of token ${String(target.token + 1)} of ${name(target.response)} (nats)`;
  }
}

export function removalTitle(removal: RemovalChoice): string {
  if (removal.kind === 'mask') return `mask by ${removal.token ?? 'the tokenizer’s mask token'}`;
  return removal.kind === 'baseline' ? 'other text' : removal.kind;
}
