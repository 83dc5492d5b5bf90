import { element } from '../common/element';
import type { DropdownHandle } from '../common/ui';
import { createDropdown } from '../common/ui';
import type { PanelActions } from './actions';
import { coloringLabels, coloringQuestions, colorings } from './coloring';
import type { Coloring } from './coloring';
import { legend } from './legend';
import type { PanelModel } from './panelModel';
import { ResponseColumn } from './responseColumn';
import type { TokenCard } from './tokenCard';
import type { Verdict } from './verdictText';
import type { WordDiff } from '../common/wordDiff';
import { wordDiff } from '../common/wordDiff';

/** Both responses side by side, with the choice of what colours mean. */
export class ResponsesSection {
  readonly element: HTMLElement;
  readonly #dropdown: DropdownHandle;
  readonly #legend = element('div', { class: 'legend' });
  readonly #columns: { readonly chosen: ResponseColumn; readonly rejected: ResponseColumn };
  readonly #pair: HTMLElement;
  #shown: { model: PanelModel; preferred: Verdict['preferred'] } | null = null;
  #marksWords = false;
  #diff: WordDiff | null = null;

  constructor(
    private readonly actions: PanelActions,
    card: TokenCard,
  ) {
    const options = colorings.map((value) => ({ value, label: coloringLabels[value] }));
    this.#dropdown = createDropdown('Coloring', options, actions.state().coloring, (value) => this.#choose(value));
    this.#columns = { chosen: new ResponseColumn('chosen', actions, card), rejected: new ResponseColumn('rejected', actions, card) };
    this.#pair = element('div', { class: 'pair' }, this.#columns.chosen.element, this.#columns.rejected.element);
    this.element = element(
      'section',
      { class: 'responses', 'aria-labelledby': 'responses-heading' },
      element('h2', { id: 'responses-heading', class: 'visually-hidden' }, 'Responses'),
      element('div', { class: 'toolbar' }, this.#dropdown.element, this.#legend),
      this.#pair,
    );
  }

  update(model: PanelModel, preferred: Verdict['preferred']): void {
    this.#shown = { model, preferred };
    this.#diff = null;
    this.#render(true);
  }

  /** Follows the remembered state, for example after a number key. */
  recolor(): void {
    this.#dropdown.setValue(this.actions.state().coloring);
    this.#render(false);
  }

  #choose(value: string): void {
    const coloring = colorings.find((known) => known === value);
    if (coloring !== undefined) this.actions.change({ coloring });
  }

  #render(isNew: boolean): void {
    const coloring = this.actions.state().coloring;
    this.#pair.className = `pair coloring-${coloring}`;
    this.#legend.className = `legend coloring-${coloring}`;
    this.#legend.title = coloringQuestions[coloring];
    if (this.#shown === null) return;
    const { model } = this.#shown;
    if (coloring === 'diff') this.#diff ??= wordDiff(model.chosen.text, model.rejected.text);
    this.#legend.replaceChildren(legend(coloring, model, this.#diff));
    if (isNew || this.#needsOtherNodes(coloring)) this.#fillColumns(coloring);
  }

  /** The other colorings differ by one class; only the marks of a diff are nodes of their own. */
  #needsOtherNodes(coloring: Coloring): boolean {
    return this.#marksWords !== (coloring === 'diff');
  }

  #fillColumns(coloring: Coloring): void {
    if (this.#shown === null) return;
    const { model, preferred } = this.#shown;
    this.#marksWords = coloring === 'diff';
    const diff = this.#marksWords ? this.#diff : null;
    this.#columns.chosen.update(model.chosen, model.scale, diff?.chosen ?? null, preferred === 'chosen');
    this.#columns.rejected.update(model.rejected, model.scale, diff?.rejected ?? null, preferred === 'rejected');
  }
}
