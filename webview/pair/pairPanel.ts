import type { FromPairPanel, PairView, ReviewView, ToPairPanel } from '../../src/shared/pairPanelProtocol';
import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import type { Host } from '../common/host';
import type { PanelActions } from './actions';
import { ComparisonSection } from './comparisonSection';
import { FiguresSection } from './figuresSection';
import { PanelHeader } from './header';
import { help } from './help';
import { notice } from '../common/notice';
import { LooseSection } from './looseSection';
import { panelModel } from './panelModel';
import { readPanelState } from './panelState';
import type { PanelState } from './panelState';
import { PromptSection } from './promptSection';
import { ResponsesSection } from './responsesSection';
import { ReviewBar } from './reviewBar';
import { listenForShortcuts } from './shortcuts';
import { TokenCard } from './tokenCard';
import { VerdictSection } from './verdictSection';
import { verdictText } from './verdictText';

/** The whole panel. It owns nothing but its look: every message brings a complete view. */
export class PairPanel {
  readonly #host: Host<ToPairPanel, FromPairPanel>;
  readonly #card = new TokenCard();
  readonly #stale = element('div', { class: 'stale', 'aria-live': 'polite' });
  readonly #header: PanelHeader;
  readonly #verdict = new VerdictSection();
  readonly #prompt: PromptSection;
  readonly #responses: ResponsesSection;
  readonly #figures: FiguresSection;
  readonly #comparison: ComparisonSection;
  readonly #loose = new LooseSection();
  readonly #review: ReviewBar;
  readonly #actions: PanelActions;
  #state: PanelState;
  #view: PairView | null = null;
  #isStale = false;
  #reviewView: ReviewView | null = null;

  constructor(host: Host<ToPairPanel, FromPairPanel>) {
    this.#host = host;
    this.#state = readPanelState(host.readState());
    this.#actions = this.#createActions();
    this.#review = new ReviewBar((action) => this.#actions.review(action));
    this.#header = new PanelHeader(this.#actions);
    this.#prompt = new PromptSection(this.#actions);
    this.#responses = new ResponsesSection(this.#actions, this.#card);
    this.#figures = new FiguresSection(this.#actions);
    this.#comparison = new ComparisonSection(this.#actions);
  }

  start(parent: HTMLElement): void {
    const main = element('main', {}, this.#stale, this.#verdict.element, this.#prompt.element, this.#responses.element, this.#figures.element, this.#comparison.element, this.#loose.element, this.#card.element);
    const panel = element('div', { class: 'panel empty' }, this.#review.element, this.#header.element, main, help());
    parent.append(panel);
    this.#verdict.wait();
    listenForShortcuts(this.#actions, this.#card, () => this.#reviewView);
    this.#host.listen((message) => {
      if (message.type === 'review') return this.#showReview(message.review);
      panel.classList.remove('empty');
      if (message.type === 'show') this.#show(message.view);
      else if (message.type === 'comparison') this.#comparison.show(message);
      else this.#setStale(message.message);
    });
    this.#host.post({ version, type: 'ready' });
  }

  #show(view: PairView): void {
    const isOtherPair = this.#view === null || this.#view.row !== view.row || this.#view.pair !== view.pair || this.#view.file !== view.file;
    this.#view = view;
    this.#card.hide();
    this.#setStale(null);
    const verdict = view.score === null ? null : verdictText(view.score, view.fileFigures);
    this.#header.update(view);
    this.#verdict.update(view, verdict);
    this.#prompt.update(view);
    this.#responses.update(panelModel(view), verdict?.preferred ?? 'unknown');
    this.#figures.update(view);
    this.#comparison.update(view);
    this.#loose.update(view);
    // A row without a pair has nothing to show beside one another.
    for (const part of [this.#prompt, this.#responses, this.#figures, this.#comparison]) part.element.hidden = view.pairCount === 0 && view.loose.length > 0;
    if (isOtherPair) window.scrollTo(0, 0);
  }

  #showReview(review: ReviewView | null): void {
    this.#reviewView = review;
    this.#review.update(review);
    this.#header.setLed(review !== null);
  }

  #setStale(message: string | null): void {
    this.#stale.replaceChildren(...(message === null ? [] : [notice('warning', message)]));
    this.#isStale = message !== null;
    this.#header.setStale(this.#isStale);
  }

  #createActions(): PanelActions {
    const post = (message: FromPairPanel): void => this.#host.post(message);
    return {
      step: (direction) => post({ version, type: 'step', direction, order: this.#state.order }),
      revealRow: () => post({ version, type: 'revealRow' }),
      revealText: (side, start, end) => post({ version, type: 'revealText', side, start, end }),
      compare: (convention) => post({ version, type: 'compare', convention }),
      attribute: () => {
        if (!this.#isStale) post({ version, type: 'attribute' });
      },
      copyFigures: () => post({ version, type: 'copyFigures' }),
      edit: (action) => {
        // What is shown is no longer what the row holds.
        if (!this.#isStale) post({ version, type: 'edit', action });
      },
      review: (action) => post({ version, type: 'review', action }),
      change: (part) => this.#change(part),
      state: () => this.#state,
    };
  }

  #change(part: Partial<PanelState>): void {
    const before = this.#state;
    this.#state = { ...before, ...part };
    this.#host.writeState(this.#state);
    if (this.#state.coloring !== before.coloring) this.#responses.recolor();
    if (this.#state.order !== before.order) this.#header.updateOrder(this.#view);
  }
}
