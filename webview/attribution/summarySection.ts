import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView, PlayerFigures } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatNumber } from '../common/formatting';
import { notice } from '../common/notice';
import { effectText, isSettled, uncertaintyText, valueText } from './effectTexts';
import { targetSentence } from './targetTexts';
import { playerName } from './unitText';
import { evaluationCount } from '../common/counts';
import { filled } from '../common/filled';
import { fixed, whole } from '../common/numbers';

const activityNames: Readonly<Record<AttributionFigures['activity'], string>> = {
  opening: l10n.t('Loading the models'),
  running: l10n.t('Running'),
  stopped: l10n.t('Stopped'),
  done: l10n.t('Done'),
  failed: l10n.t('Failed'),
};

const methodNames: Readonly<Record<NonNullable<AttributionFigures['method']>, string>> = {
  exact: l10n.t('exact'),
  leverage: l10n.t('leverage regression'),
  permutation: l10n.t('permutations'),
  owen: l10n.t('Owen values'),
  process: l10n.t('Gaussian process'),
};

/** What came out, in words, and below it how it was reached, in one quiet line. */
export class SummarySection {
  readonly element: HTMLElement;
  readonly #problem = element('div');
  readonly #sentence = element('p', { class: 'attribution-sentence' });
  readonly #meaning = element('p', { class: 'muted' });
  readonly #bar = element('progress', { class: 'run-progress', max: '1', 'aria-label': l10n.t('Evaluations') });
  readonly #line = element('p', { class: 'muted run-line' });
  /** Only changes of state are read out, not every figure on the way. */
  readonly #spoken = element('p', { class: 'visually-hidden', role: 'status' });
  #activity: AttributionFigures['activity'] | null = null;

  constructor() {
    this.element = element('section', { class: 'summary', 'aria-label': l10n.t('Result') }, this.#problem, this.#sentence, this.#meaning, this.#bar, this.#line, this.#spoken);
  }

  update(view: AttributionPanelView, figures: AttributionFigures): void {
    const { activity, problem } = figures;
    this.#problem.replaceChildren(...(problem === null ? [] : [notice(activity === 'failed' ? 'error' : 'info', problem)]), ...view.notes.map((text) => notice('info', text)));
    this.#sentence.replaceChildren(...sentence(view, figures));
    this.#meaning.textContent = targetSentence(figures.target, view.responses);
    this.#line.textContent = quietLine(figures);
    this.#line.title = l10n.t('Evaluations are different subsets of the units that the model was asked about; the residual is what the figures lack to sum to the whole, which is rounding.');
    this.#bar.hidden = activity !== 'running';
    this.#bar.value = figures.forecast === 0 ? 0 : Math.min(1, figures.evaluations / figures.forecast);
    if (activity === this.#activity) return;
    this.#activity = activity;
    this.#spoken.textContent = l10n.t('{0}.', activityNames[activity]);
  }
}

function quietLine({ activity, evaluations, forecast, method, seed, residual, exact, seconds }: AttributionFigures): string {
  const parts = [
    activityNames[activity],
    activity === 'running' && forecast > evaluations ? l10n.t('{0} of about {1} evaluations', whole(evaluations), whole(forecast)) : evaluationCount(evaluations),
    ...(method === null ? [] : [exact ? methodNames.exact : methodNames[method]]),
    ...(residual === null ? [] : [l10n.t('residual {0}', formatNumber(Math.abs(residual) < 1e-9 ? 0 : residual))]),
    l10n.t('seed {0}', String(seed)),
    `${seconds < 10 ? fixed(seconds, 1) : fixed(seconds, 0)} s`,
  ];
  return parts.join(' · ');
}

function sentence(view: AttributionPanelView, figures: AttributionFigures): readonly (Node | string)[] {
  const { target, empty, full, players } = figures;
  if (empty === null || full === null) return [l10n.t('Waiting for the first figures.')];
  const ends = [valueText(target, empty), valueText(target, full)] as const;
  const { length } = view.players;
  const together = length === 1 ? l10n.t('The one unit moves the value from {0} to {1}.', ...ends) : l10n.t('All {2} units together move the value from {0} to {1}.', ...ends, whole(length));
  if (players === null) return [together];
  return [together, ...told(view, figures, players, (value) => value, l10n.t('Most is added by {0} ({1}).')), ...told(view, figures, players, (value) => -value, l10n.t('Most is taken away by {0} ({1}).'))];
}

/** The strongest unit of one sign, if its sign is known. */
function told(view: AttributionPanelView, { target }: AttributionFigures, players: readonly PlayerFigures[], rank: (value: number) => number, words: string): readonly (Node | string)[] {
  const best = players.reduce((found, player, index) => (rank(player.value) > rank(players[found]?.value ?? 0) ? index : found), 0);
  const player = players[best];
  if (!player || rank(player.value) <= 0 || !(isSettled(player) || player.standardError === 0)) return [];
  const figure = `${effectText(target, player.value)} ${uncertaintyText(target, player.standardError)}`.trim();
  return [' ', ...filled(words, element('bdi', { class: 'named-unit' }, playerName(view, best)), figure)];
}
