import type { PairContextView } from '../../src/shared/pairContext';
import type { FromPairPanel, PairView, ReviewView, ToPairPanel } from '../../src/shared/pairPanelProtocol';
import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import type { Host } from '../common/host';
import type { PanelActions } from './actions';
import { ComparisonSection } from './comparisonSection';
import { FiguresSection } from './figuresSection';
import { FindingsSection } from './findingsSection';
import { PanelHeader } from './header';
import { help } from './help';
import { notice } from '../common/notice';
import { LooseSection } from './looseSection';
import { MassSection } from './massSection';
import { panelModel } from './panelModel';
import { readPanelState } from './panelState';
import type { PanelState } from './panelState';
import { PromptSection } from './promptSection';
import { ResponsesSection } from './responsesSection';
import { ReviewBar } from './reviewBar';
import { SamePromptSection } from './samePromptSection';
import { listenForShortcuts } from './shortcuts';
import { TokenCard } from './tokenCard';
import { VerdictSection } from './verdictSection';
import { verdictText } from './verdictText';

/** As the protocol has it. */
const longestAddress = 4000;

/** The whole panel. It owns nothing but its look: every message brings a complete view. */
export class PairPanel {
  readonly #host: Host<ToPairPanel, FromPairPanel>;
  readonly #panel = element('div', { class: 'panel empty' });
  readonly #card = new TokenCard();
  readonly #stale = element('div', { class: 'stale', 'aria-live': 'polite' });
  readonly #header: PanelHeader;
  readonly #verdict = new VerdictSection();
  readonly #prompt: PromptSection;
  readonly #responses: ResponsesSection;
  readonly #figures: FiguresSection;
  readonly #findings: FindingsSection;
  readonly #samePrompt: SamePromptSection;
  readonly #mass: MassSection;
  readonly #comparison: ComparisonSection;
  readonly #loose = new LooseSection();
  readonly #review: ReviewBar;
  readonly #actions: PanelActions;
  #state: PanelState;
  #view: PairView | null = null;
  #isStale = false;
  #isBlind = false;
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
    this.#findings = new FindingsSection(this.#actions);
    this.#samePrompt = new SamePromptSection(this.#actions);
    this.#mass = new MassSection(this.#actions);
    this.#comparison = new ComparisonSection(this.#actions);
  }

  start(parent: HTMLElement): void {
    const parts = [this.#verdict, this.#findings, this.#prompt, this.#responses, this.#samePrompt, this.#figures, this.#mass, this.#comparison, this.#loose, this.#card];
    const main = element('main', {}, this.#stale, ...parts.map((part) => part.element));
    this.#panel.append(this.#review.element, this.#header.element, main, help());
    parent.append(this.#panel);
    this.#verdict.wait();
    listenForShortcuts(this.#actions, this.#card, () => this.#reviewView);
    this.#host.listen((message) => {
      if (message.type === 'review') return this.#showReview(message.review);
      this.#panel.classList.remove('empty');
      if (message.type === 'show') this.#show(message.view);
      else if (message.type === 'comparison') this.#comparison.show(message);
      else if (message.type === 'context') this.#showContext(message.context);
      else this.#setStale(message.message);
    });
    this.#host.post({ version, type: 'ready' });
  }

  #show(view: PairView): void {
    const isOtherPair = this.#view === null || this.#view.row !== view.row || this.#view.pair !== view.pair || this.#view.file !== view.file;
    this.#view = view;
    this.#setStale(null);
    this.#render(this.#isBlind ? withoutEvidence(view) : view);
    if (isOtherPair) window.scrollTo(0, 0);
  }

  #render(view: PairView): void {
    this.#card.hide();
    const verdict = view.score === null ? null : verdictText(view.score, view.fileFigures);
    this.#header.update(view);
    this.#verdict.update(view, verdict);
    this.#prompt.update(view);
    this.#responses.update(view, panelModel(view), verdict?.preferred ?? 'unknown');
    this.#figures.update(view);
    this.#mass.update(view);
    this.#comparison.update(view);
    this.#loose.update(view);
    // A row without a pair has nothing to show beside one another.
    for (const part of [this.#prompt, this.#responses, this.#comparison]) part.element.hidden = view.pairCount === 0 && view.loose.length > 0;
  }

  /** Of another pair than the one that is shown, it comes too late. */
  #showContext(context: PairContextView): void {
    if (context.row !== this.#view?.row || context.pair !== this.#view.pair) return;
    this.#findings.update(context);
    this.#samePrompt.update(context);
    this.#header.setSamePrompt(context.samePrompt);
  }

  #showReview(review: ReviewView | null): void {
    this.#reviewView = review;
    this.#review.update(review);
    this.#setBlind(review?.kind === 'sampleDone' || (review?.kind === 'sampled' && review.isBlind));
    this.#header.setLed(review !== null);
    this.#findings.setLed(review !== null);
  }

  /** In a review of a random sample only texts are shown: who sees a verdict follows it. */
  #setBlind(isBlind: boolean): void {
    if (isBlind === this.#isBlind) return;
    this.#isBlind = isBlind;
    this.#panel.classList.toggle('blind', isBlind);
    if (this.#view) this.#render(isBlind ? withoutEvidence(this.#view) : this.#view);
  }

  #setStale(message: string | null): void {
    this.#stale.replaceChildren(...(message === null ? [] : [notice('warning', message)]));
    this.#isStale = message !== null;
    this.#header.setStale(this.#isStale);
    this.#findings.setStale(this.#isStale);
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
      go: (row, pair) => post({ version, type: 'go', row, pair }),
      finding: (request) => {
        if (!this.#isStale || request.kind === 'look') post({ version, type: 'finding', request });
      },
      openLink: (address) => post({ version, type: 'openLink', address: address.slice(0, longestAddress) }),
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
    const isRestyled = this.#state.coloring !== before.coloring || this.#state.rendering !== before.rendering;
    if (isRestyled) this.#responses.restyle();
    if (this.#state.rendering !== before.rendering) this.#prompt.restyle();
    if (this.#state.order !== before.order) this.#header.updateOrder(this.#view);
  }
}

function withoutEvidence(view: PairView): PairView {
  return { ...view, score: null, fileFigures: null, notes: [] };
}
