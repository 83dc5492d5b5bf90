import * as l10n from '@vscode/l10n';

import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import type { DropdownHandle } from '../common/ui';
import { createDropdown } from '../common/ui';
import type { WordDiff } from '../common/wordDiff';
import { wordDiff } from '../common/wordDiff';
import type { PanelActions, Side } from './actions';
import { colorings, coloringText, figureOf } from './coloring';
import { CumulativePicture, type Place } from './cumulativePicture';
import { legend } from './legend';
import type { PanelModel } from './panelModel';
import { renderingSwitch, type RenderingSwitch } from './renderingSwitch';
import { ResponseColumn } from './responseColumn';
import type { TokenCard } from './tokenCard';
import type { Verdict } from './verdictText';

const sides = ['chosen', 'rejected'] as const;

interface Shown {
  readonly view: PairView;
  readonly model: PanelModel;
  readonly preferred: Verdict['preferred'];
}

/** Both responses side by side, with the choice of what colours mean and how it adds up. */
export class ResponsesSection {
  readonly element: HTMLElement;
  readonly #dropdown: DropdownHandle;
  readonly #switch: RenderingSwitch;
  readonly #legend = element('div', { class: 'legend' });
  readonly #columns: Readonly<Record<Side, ResponseColumn>>;
  readonly #picture: CumulativePicture;
  readonly #pair: HTMLElement;
  #shown: Shown | null = null;
  #diff: WordDiff | null = null;

  constructor(
    private readonly actions: PanelActions,
    card: TokenCard,
  ) {
    const options = colorings.map((value) => ({ value, label: coloringText(value).label }));
    this.#dropdown = createDropdown(l10n.t('Coloring'), options, actions.state().coloring, (value) => this.#choose(value));
    this.#switch = renderingSwitch(actions);
    this.#picture = new CumulativePicture({ pointed: (place) => this.#link(place), chosen: (place) => this.#goTo(place) });
    const column = (side: Side): ResponseColumn => new ResponseColumn(side, actions, card, (unit) => this.#picture.mark(unit === null ? null : { side, unit }));
    this.#columns = { chosen: column('chosen'), rejected: column('rejected') };
    this.#pair = element('div', { class: 'pair' }, this.#columns.chosen.element, this.#columns.rejected.element);
    this.element = element(
      'section',
      { class: 'responses', 'aria-labelledby': 'responses-heading' },
      element('h2', { id: 'responses-heading', class: 'visually-hidden' }, l10n.t('Responses')),
      element('div', { class: 'toolbar' }, this.#switch.element, this.#dropdown.element, this.#legend),
      this.#picture.element,
      this.#pair,
    );
  }

  update(view: PairView, model: PanelModel, preferred: Verdict['preferred']): void {
    if (this.#shown?.model !== model) this.#diff = null;
    this.#shown = { view, model, preferred };
    this.#render();
  }

  /** Follows the remembered state, for example after a key. */
  restyle(): void {
    this.#dropdown.setValue(this.actions.state().coloring);
    this.#switch.update();
    this.#render();
  }

  #choose(value: string): void {
    const coloring = colorings.find((known) => known === value);
    if (coloring !== undefined) this.actions.change({ coloring });
  }

  #render(): void {
    const { coloring, rendering } = this.actions.state();
    const isRendered = rendering === 'rendered';
    this.#pair.className = `pair coloring-${coloring}`;
    this.#legend.hidden = isRendered;
    this.#dropdown.element.hidden = isRendered;
    this.#legend.className = `legend coloring-${coloring}`;
    this.#legend.title = coloringText(coloring).question;
    if (this.#shown === null) return;
    const { view, model, preferred } = this.#shown;
    if (coloring === 'diff') this.#diff ??= wordDiff(model.chosen.text, model.rejected.text);
    this.#legend.replaceChildren(legend(coloring, model, this.#diff));
    this.#picture.update(model, figureOf(coloring));
    const diff = coloring === 'diff' ? this.#diff : null;
    for (const side of sides) {
      const turns = side === 'chosen' ? view.chosenTurns : view.rejectedTurns;
      this.#columns[side].update({ model: model[side], turns, scale: model.scale, coloring, changed: diff?.[side] ?? null, preferred: preferred === side, isRendered });
    }
  }

  #link(place: Place | null): void {
    for (const side of sides) this.#columns[side].link(place?.side === side ? place.unit : null);
  }

  /** A token has a place only where the text stands as it is. */
  #goTo({ side, unit }: Place): void {
    if (this.actions.state().rendering === 'rendered') this.actions.change({ rendering: 'exact' });
    this.#columns[side].focusUnit(unit);
  }
}
