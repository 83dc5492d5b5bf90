import * as l10n from '@vscode/l10n';

import type { AttributionTarget } from '../../src/core/attribution/attributionTarget';
import type { AttributionFigures, AttributionPanelView, FromAttributionPanel, ToAttributionPanel } from '../../src/shared/attributionProtocol';
import { attributionProtocolVersion as version } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { FloatingCard } from '../common/floatingCard';
import type { Host } from '../common/host';
import { notice } from '../common/notice';
import { takesTyping } from '../common/ui';
import type { PanelActions } from './actions';
import { BatchView } from './batchView';
import { ChartSection } from './chartSection';
import { Controls } from './controls';
import { PanelHeader } from './header';
import { help } from './help';
import { chartNames, readPanelState, type PanelState } from './panelState';
import { NoiseSection } from './plainWords';
import { PromptHeat } from './promptHeat';
import { ResponseTokens } from './responseTokens';
import { SensitivitySection } from './sensitivitySection';
import { SummarySection } from './summarySection';

/** The whole panel. It owns nothing but its look: what it shows comes whole with every message. */
export class AttributionPanel {
  readonly #card = new FloatingCard();
  readonly #stale = element('div', { class: 'stale', 'aria-live': 'polite' });
  readonly #actions: PanelActions;
  readonly #header: PanelHeader;
  readonly #controls: Controls;
  readonly #summary = new SummarySection();
  readonly #prompt: PromptHeat;
  readonly #responses: ResponseTokens;
  readonly #charts: ChartSection;
  readonly #noise = new NoiseSection();
  readonly #sensitivity: SensitivitySection;
  readonly #batch: BatchView;
  readonly #panel: HTMLElement;
  readonly #waiting = element('main', { class: 'panel attribution' }, element('h1', {}, l10n.t('Attribution')), element('p', { class: 'muted' }, l10n.t('The prompt is on its way.')));
  #state: PanelState;
  #view: AttributionPanelView | null = null;
  #target: AttributionTarget | null = null;

  constructor(private readonly host: Host<ToAttributionPanel, FromAttributionPanel>) {
    this.#state = readPanelState(host.readState());
    this.#actions = this.#createActions();
    this.#header = new PanelHeader(this.#actions);
    this.#controls = new Controls(this.#actions);
    this.#prompt = new PromptHeat(this.#actions, this.#card);
    this.#responses = new ResponseTokens(this.#actions, this.#card);
    this.#charts = new ChartSection(this.#actions);
    this.#sensitivity = new SensitivitySection(this.#actions);
    this.#batch = new BatchView(this.#actions);
    const main = element('main', {}, this.#controls.element, this.#summary.element, this.#prompt.element, this.#charts.element, this.#responses.element, this.#noise.element, this.#sensitivity.element, this.#card.element);
    this.#panel = element('div', { class: 'panel attribution', hidden: '' }, this.#header.element, main, help());
  }

  start(parent: HTMLElement): void {
    parent.append(this.#stale, this.#waiting, this.#panel, this.#batch.element);
    document.addEventListener('keydown', (event) => this.#pressed(event));
    this.host.listen((message) => this.#receive(message));
    this.host.post({ version, type: 'ready' });
    this.#watch();
  }

  #receive(message: ToAttributionPanel): void {
    if (message.type === 'stale') return this.#stale.replaceChildren(notice('warning', message.message));
    this.#waiting.remove();
    if (message.type === 'batch') {
      this.#batch.element.hidden = false;
      return this.#batch.show(message.batch);
    }
    if (message.type === 'show') this.#show(message.view);
    else if (message.type === 'figures') this.#update(message.figures);
    else if (this.#view) this.#sensitivity.show(this.#view, message.sensitivity);
  }

  #show(view: AttributionPanelView): void {
    const isOther = this.#view?.game !== view.game;
    this.#view = view;
    this.#stale.replaceChildren();
    this.#panel.hidden = false;
    this.#header.show(view);
    this.#controls.show(view);
    if (!isOther) return;
    this.#card.hide();
    this.#prompt.show(view);
    this.#responses.show(view);
    this.#sensitivity.reset();
  }

  #update(figures: AttributionFigures): void {
    const view = this.#view;
    if (view?.game !== figures.game) return;
    this.#target = figures.target;
    this.#header.update(figures);
    this.#controls.aimed(figures.target);
    this.#summary.update(view, figures);
    this.#prompt.update(figures);
    this.#responses.update(figures);
    this.#charts.update(view, figures);
    this.#noise.update(view, figures);
  }

  #createActions(): PanelActions {
    const post = (message: FromAttributionPanel): void => this.host.post(message);
    return {
      choose: (part) => {
        if (this.#view) post({ version, type: 'choose', choice: { ...this.#view.choice, ...part } });
      },
      aim: (target) => post({ version, type: 'aim', target }),
      run: (action) => post({ version, type: 'run', action }),
      revealPlayer: (player) => post({ version, type: 'revealPlayer', player }),
      revealRow: (row) => post({ version, type: 'revealRow', row }),
      ask: () => post({ version, type: 'ask' }),
      probe: (listed) => post({ version, type: 'probe', listed }),
      copy: () => post({ version, type: 'copy' }),
      save: (format, chart) => post({ version, type: 'save', format, chart }),
      stopBatch: () => post({ version, type: 'stopBatch' }),
      change: (part) => this.#change(part),
      state: () => this.#state,
    };
  }

  #change(part: Partial<PanelState>): void {
    const before = this.#state;
    this.#state = { ...before, ...part };
    this.host.writeState(this.#state);
    this.#charts.refresh();
    if (this.#state.chart !== before.chart) this.#watch();
  }

  #watch(): void {
    this.host.post({ version, type: 'watch', interactions: this.#state.chart === 'interactions' });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesTyping(event) || this.#panel.hidden) return;
    if (this.#handle(event.key)) event.preventDefault();
  }

  #handle(key: string): boolean {
    const chart = chartNames[Number(key) - 1];
    if (chart !== undefined) this.#change({ chart });
    else if (key === 's') this.#header.toggleRun();
    else if (key === 'c') this.#header.copy();
    else if (key === 'o') this.#change({ order: this.#state.order === 'size' ? 'text' : 'size' });
    else if (key === 'v') this.#aimAtNext();
    else if (key === 'Escape' && this.#card.isShown) this.#card.hide();
    else return false;
    return true;
  }

  #aimAtNext(): void {
    const targets = this.#view?.targets ?? [];
    const now = targets.findIndex((target) => JSON.stringify(target) === JSON.stringify(this.#target));
    const next = targets[(now + 1) % Math.max(targets.length, 1)];
    if (next) this.#actions.aim(next);
  }
}
