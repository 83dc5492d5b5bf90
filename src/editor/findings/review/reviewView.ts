import { findingCodes } from '../../../core/noise/findingCodes';
import type { ReviewItem } from '../../../core/noise/review/reviewQueue';
import type { ReviewView } from '../../../shared/pairPanelProtocol';
import type { FileFindings } from '../fileFindings';
import type { ReviewSession } from './reviewSession';

/** A review as the panel takes it. */
export function reviewView(session: ReviewSession<ReviewItem>, findings: FileFindings | undefined): ReviewView {
  const { total, settled, decisions } = session.tally();
  const { current } = session;
  if (current === null) return { kind: 'done', total, settled, decisions };
  const { item, position } = current;
  const { row, pair, code, severity, message } = item.finding;
  const { title, explanation } = findingCodes[code];
  const others = session.items.filter((other) => other !== item && other.row === row && other.pair === pair).map((other) => findingCodes[other.finding.code].title);
  const verdict = findings?.hasModels ? (findings.report.pairVerdicts.of(row, pair)?.reason ?? null) : null;
  return { kind: 'item', position, total, settled, severity, title, message, explanation, verdict, others, decision: session.decisionOf(item) };
}
