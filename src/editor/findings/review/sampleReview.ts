import type * as vscode from 'vscode';

import { pairContentKey } from '../../../core/dataset/pairContentKey';
import { auditedRate, type AuditedSample } from '../../../core/noise/rate/auditedRate';
import type { SampleChoice } from '../../../core/noise/review/randomSample';
import type { DecisionName } from '../../../core/noise/review/reviewRecord';
import type { SampleItem } from '../../../core/noise/review/sampleRules';
import { ReviewFile } from '../../../io/review/reviewFile';
import { rowHash } from '../../../io/rowHash';
import type { ReviewView } from '../../../shared/pairPanelProtocol';
import type { PairPanelController } from '../../panel/pairPanelController';
import type { EditorServices } from '../../services';
import type { AppliedDecision } from './applyDecisions';
import { applySample } from './applySample';
import { drawnPairs } from './drawnPairs';
import type { LedReview } from './ledReview';
import { ReviewSession } from './reviewSession';
import { sampleAgenda } from './sampleAgenda';

/** A review of pairs drawn at random. Nothing that models or findings say of a pair is shown before it is asked for: who sees a verdict follows it. */
export class SampleReview implements LedReview {
  /** The position at which the evidence was asked for. */
  private revealed: number | null = null;
  private hasDecided = false;
  private readonly hold: vscode.Disposable;

  private constructor(
    private readonly services: EditorServices,
    private readonly pairPanel: PairPanelController,
    readonly uri: vscode.Uri,
    private readonly choice: SampleChoice,
    private sample: AuditedSample,
    readonly session: ReviewSession<SampleItem>,
  ) {
    this.hold = services.findings.hold(uri);
    this.tellRate();
  }

  /** Begins a review of a sample, or goes on with it. `sample` holds at least the pairs of the choice. Rejects with what stops it. */
  static async open({ services, pairPanel }: { readonly services: EditorServices; readonly pairPanel: PairPanelController }, uri: vscode.Uri, choice: SampleChoice, sample: AuditedSample): Promise<SampleReview> {
    const drawn = { ...sample, pairs: sample.pairs.slice(0, choice.size) };
    const session = await ReviewSession.open(new ReviewFile(uri.fsPath), sampleAgenda(choice, drawn.pairs));
    return new SampleReview(services, pairPanel, uri, choice, drawn, session);
  }

  get isBlind(): boolean {
    return this.revealed === null || this.revealed !== this.session.current?.position;
  }

  view(): ReviewView {
    const rate = auditedRate(this.session.log, this.sample);
    const { current } = this.session;
    if (current === null) return { kind: 'sampleDone', rate };
    return { kind: 'sampled', position: current.position, settled: rate.sampled - rate.open, decision: this.session.decisionOf(current.item), isBlind: this.isBlind, rate };
  }

  /** A decision is about the pair that the reviewer saw. */
  async decide(decision: DecisionName): Promise<boolean> {
    const { current } = this.session;
    if (current === null) return true;
    const texts = this.pairPanel.textsAt(this.uri, current.item);
    if (texts === undefined) return false;
    if (rowHash(pairContentKey(texts)) !== current.item.hash) {
      // The file was changed since it was drawn.
      await this.refresh(true);
      return false;
    }
    await this.session.decide(decision, this.isBlind ? {} : { sawEvidence: true });
    this.hasDecided = true;
    this.tellRate();
    return true;
  }

  showBehind(): void {
    // The text beside the panel is full of marks that say what the models think.
  }

  reveal(): void {
    this.revealed = this.session.current?.position ?? null;
  }

  async refresh(isLookedThrough: boolean): Promise<void> {
    if (isLookedThrough) this.sample = await drawnPairs(this.services, this.uri, this.choice, new AbortController().signal);
    await this.session.refresh(sampleAgenda(this.choice, this.sample.pairs));
    this.tellRate();
  }

  async apply(told?: readonly AppliedDecision[]): Promise<void> {
    await this.refresh(true);
    await applySample(this.services, this.uri, this.session, told);
    this.tellRate();
  }

  dispose(): void {
    this.hold.dispose();
    this.services.auditedRates.settle(this.uri);
    // The page of the file, and all that is judged by what people vouch for, is made anew.
    if (this.hasDecided && this.services.findings.of(this.uri)) this.services.findings.look(this.uri).catch(() => undefined);
  }

  private tellRate(): void {
    this.services.auditedRates.tell(this.uri, auditedRate(this.session.log, this.sample));
  }
}
