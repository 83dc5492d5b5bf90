import type * as vscode from 'vscode';

import { reviewItems, type ReviewItem } from '../../../core/noise/review/reviewQueue';
import type { DecisionName } from '../../../core/noise/review/reviewRecord';
import { ReviewFile } from '../../../io/review/reviewFile';
import type { ReviewView } from '../../../shared/pairPanelProtocol';
import type { EditorServices } from '../../services';
import { applyDecisions, type AppliedDecision } from './applyDecisions';
import { findingHashes } from './findingHashes';
import { findingsAgenda, type ItemsOf } from './findingsAgenda';
import type { LedReview } from './ledReview';
import { ReviewSession } from './reviewSession';
import { reviewView } from './reviewView';
import { showRowBehind } from './showRowBehind';

/** A review of what was found in a file, the worst first. */
export class FindingsReview implements LedReview {
  readonly isBlind = false;
  private readonly hold: vscode.Disposable;

  private constructor(
    private readonly services: EditorServices,
    readonly uri: vscode.Uri,
    readonly session: ReviewSession<ReviewItem>,
  ) {
    this.hold = services.findings.hold(uri);
  }

  /** Goes on with the review of a file, or begins one of all findings or of those with certain codes. Rejects with what stops it. */
  static async open(services: EditorServices, uri: vscode.Uri, begin?: { readonly codes: readonly string[] | null }): Promise<FindingsReview> {
    const agenda = findingsAgenda(await itemsOf(services, uri), begin);
    return new FindingsReview(services, uri, await ReviewSession.open(new ReviewFile(uri.fsPath), agenda));
  }

  view(): ReviewView {
    return reviewView(this.session, this.services.findings.of(this.uri));
  }

  async decide(decision: DecisionName): Promise<boolean> {
    await this.session.decide(decision);
    return true;
  }

  showBehind(): void {
    const { current } = this.session;
    if (current) showRowBehind(this.services, this.uri, current.item.finding);
  }

  reveal(): void {
    // Nothing is hidden.
  }

  async refresh(): Promise<void> {
    await this.session.refresh(findingsAgenda(await itemsOf(this.services, this.uri)));
  }

  apply(told?: readonly AppliedDecision[]): Promise<void> {
    return applyDecisions(this.services, this.uri, this.session, told);
  }

  dispose(): void {
    this.hold.dispose();
  }
}

async function itemsOf(services: EditorServices, uri: vscode.Uri): Promise<ItemsOf> {
  const findings = await services.findings.get(uri);
  const hashes = await findingHashes(services, findings, new AbortController().signal);
  const items = reviewItems(findings.report.findings, hashes);
  return (codes) => (codes === null ? items : items.filter(({ code }) => codes.includes(code)));
}
