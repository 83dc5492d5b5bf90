import type { AttributionFigures, AttributionPanelView, PlayerFigures } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatCount, formatNumber } from '../common/formatting';
import { notice } from '../common/notice';
import { effectText, isSettled, uncertaintyText, valueText } from './effectTexts';
import { targetSentence } from './targetTexts';
import { playerName } from './unitText';

const activityNames: Readonly<Record<AttributionFigures['activity'], string>> = {
  opening: 'Loading the models',
  running: 'Running',
  stopped: 'Stopped',
  done: 'Done',
  failed: 'Failed',
};

const methodNames: Readonly<Record<NonNullable<AttributionFigures['method']>, string>> = {
  exact: 'exact',
  leverage: 'leverage regression',
  permutation: 'permutations',
  owen: 'Owen values',
  process: 'Gaussian process',
};

/** What came out, in words, and below it how it was reached, in one quiet line. */
export class SummarySection {
  readonly element: HTMLElement;
  readonly #problem = element('div');
  readonly #sentence = element('p', { class: 'attribution-sentence' });
  readonly #meaning = element('p', { class: 'muted' });
  readonly #bar = element('progress', { class: 'run-progress', max: '1', 'aria-label': 'Evaluations' });
  readonly #line = element('p', { class: 'muted run-line' });
  /** Only changes of state are read out, not every figure on the way. */
  readonly #spoken = element('p', { class: 'visually-hidden', role: 'status' });
  #activity: AttributionFigures['activity'] | null = null;

  constructor() {
    this.element = element('section', { class: 'summary', 'aria-label': 'Result' }, this.#problem, this.#sentence, this.#meaning, this.#bar, this.#line, this.#spoken);
  }

  update(view: AttributionPanelView, figures: AttributionFigures): void {
    const { activity, problem } = figures;
    this.#problem.replaceChildren(...(problem === null ? [] : [notice(activity === 'failed' ? 'error' : 'info', problem)]), ...view.notes.map((text) => notice('info', text)));
    this.#sentence.replaceChildren(...sentence(view, figures));
    this.#meaning.textContent = targetSentence(figures.target, view.responses);
    this.#line.textContent = quietLine(figures);
    this.#line.title = 'Evaluations are different subsets of the units that the model was asked about; the residual is what the figures lack to sum to the whole, which is rounding.';
    this.#bar.hidden = activity !== 'running';
    this.#bar.value = figures.forecast === 0 ? 0 : Math.min(1, figures.evaluations / figures.forecast);
    if (activity === this.#activity) return;
    this.#activity = activity;
    this.#spoken.textContent = `${activityNames[activity]}.`;
  }
}

function quietLine({ activity, evaluations, forecast, method, seed, residual, exact, seconds }: AttributionFigures): string {
  const of = activity === 'running' && forecast > evaluations ? ` of about ${forecast.toLocaleString('en-US')}` : '';
  const parts = [
    activityNames[activity],
    `${evaluations.toLocaleString('en-US')}${of} ${evaluations === 1 && of === '' ? 'evaluation' : 'evaluations'}`,
    ...(method === null ? [] : [exact ? 'exact' : methodNames[method]]),
    ...(residual === null ? [] : [`residual ${formatNumber(Math.abs(residual) < 1e-9 ? 0 : residual)}`]),
    `seed ${String(seed)}`,
    `${seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds))} s`,
  ];
  return parts.join(' · ');
}

function sentence(view: AttributionPanelView, figures: AttributionFigures): readonly (Node | string)[] {
  const { target, empty, full, players } = figures;
  if (empty === null || full === null) return ['Waiting for the first figures.'];
  const whole = `All ${formatCount(view.players.length, 'unit')} together move the value from ${valueText(target, empty)} to ${valueText(target, full)}.`;
  if (players === null) return [whole];
  return [whole, ...told(view, figures, players, (value) => value, ' Most is added by '), ...told(view, figures, players, (value) => -value, ' Most is taken away by ')];
}

/** The strongest unit of one sign, if its sign is known. */
function told(view: AttributionPanelView, { target }: AttributionFigures, players: readonly PlayerFigures[], rank: (value: number) => number, words: string): readonly (Node | string)[] {
  const best = players.reduce((found, player, index) => (rank(player.value) > rank(players[found]?.value ?? 0) ? index : found), 0);
  const player = players[best];
  if (!player || rank(player.value) <= 0 || !(isSettled(player) || player.standardError === 0)) return [];
  const figure = `${effectText(target, player.value)} ${uncertaintyText(target, player.standardError)}`.trim();
  return [words, element('bdi', { class: 'named-unit' }, playerName(view, best)), ` (${figure}).`];
}
