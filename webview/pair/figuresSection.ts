import * as l10n from '@vscode/l10n';

import type { PairScore } from '../../src/core/scoring/pairScore';
import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import type { PanelActions } from './actions';
import { figureTable } from './figureTable';
import { lossTable } from './lossTable';
import { provenance } from './provenance';
import { section } from './section';

/** The table of figures and the table of losses. */
export class FiguresSection {
  readonly element: HTMLElement;
  readonly #figures = element('div', { class: 'table-frame' });
  readonly #losses = element('div', { class: 'table-frame' });
  readonly #explain = element('button', { type: 'button', class: 'link section-tool' });
  #shown = '';

  constructor(private readonly actions: PanelActions) {
    const figures = section(l10n.t('Figures'), actions.state().figuresOpen, (figuresOpen) => actions.change({ figuresOpen }));
    const losses = section(l10n.t('Losses'), actions.state().lossesOpen, (lossesOpen) => actions.change({ lossesOpen }));
    this.#explain.addEventListener('click', () => this.#toggleExplanations());
    this.#nameButton();
    figures.body.append(this.#explain, this.#figures);
    losses.body.append(element('p', { class: 'muted' }, l10n.t('What each loss would charge for this pair, by the names TRL uses.')), this.#losses);
    this.element = element('div', { class: 'all-figures' }, figures.element, losses.element);
  }

  update(view: PairView): void {
    this.element.hidden = view.score === null;
    if (view.score === null) return;
    const figures = JSON.stringify([{ ...view.score, chosen: withoutTokens(view.score.chosen), rejected: withoutTokens(view.score.rejected) }, view.fileFigures]);
    // The same figures again: explanations that were unfolded stay so.
    if (figures === this.#shown) return;
    this.#shown = figures;
    this.#fill(view.score, view.fileFigures);
  }

  #fill(score: PairScore, fileFigures: PairView['fileFigures']): void {
    this.#figures.replaceChildren(figureTable(score, fileFigures, this.actions.state().explained), provenance(score));
    this.#losses.replaceChildren(lossTable(score));
  }

  #toggleExplanations(): void {
    const explained = !this.actions.state().explained;
    this.actions.change({ explained });
    for (const details of this.#figures.querySelectorAll('details')) details.open = explained;
    this.#nameButton();
  }

  #nameButton(): void {
    const { explained } = this.actions.state();
    this.#explain.textContent = explained ? l10n.t('Hide explanations') : l10n.t('Explain all figures');
    this.#explain.setAttribute('aria-pressed', String(explained));
  }
}

function withoutTokens(response: PairScore['chosen']): object {
  return { ...response, tokens: undefined };
}
