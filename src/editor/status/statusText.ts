import * as vscode from 'vscode';

import { formatCount, formatPercent } from '../figures/numbers';
import type { DatasetSession } from '../session/datasetSession';
import type { ResultSummary } from '../session/resultSet';

export interface StatusText {
  /** With icons, as the status bar writes them. */
  readonly text: string;
  readonly isWarning: boolean;
}

/** What the status bar says about a file. */
export function statusText(session: DatasetSession | undefined, secondsLeft: number | null): StatusText {
  const summary = session?.current?.summary;
  if (!session) return quiet('$(beaker) Preflens');
  switch (session.activity.kind) {
    case 'locating':
      return quiet(`$(loading~spin) ${vscode.l10n.t('Reading rows…')}`);
    case 'loading-models':
      return quiet(`$(loading~spin) ${vscode.l10n.t('Loading models…')}`);
    case 'scoring':
      return quiet(`$(loading~spin) ${progress(summary, secondsLeft)}`);
    case 'idle':
      break;
  }
  if (session.problem !== null) return { text: `$(warning) ${vscode.l10n.t('Not scored')}`, isWarning: true };
  if (session.staleReason !== null) return { text: `$(history) ${vscode.l10n.t('Figures out of date')}`, isWarning: true };
  return quiet(summary ? `$(beaker) ${joined(summary)}` : '$(beaker) Preflens');
}

function quiet(text: string): StatusText {
  return { text, isWarning: false };
}

function progress(summary: ResultSummary | undefined, secondsLeft: number | null): string {
  const { done, rows } = summary ?? { done: 0, rows: 0 };
  const share = `${formatCount(done)}/${formatCount(rows)}`;
  return secondsLeft === null ? share : `${share} · ${timeLeft(secondsLeft)}`;
}

function timeLeft(seconds: number): string {
  if (seconds < 90) return vscode.l10n.t('{0} s left', Math.max(1, Math.round(seconds)));
  const minutes = seconds / 60;
  return minutes < 90 ? vscode.l10n.t('{0} min left', Math.round(minutes)) : vscode.l10n.t('{0} h left', Math.round(minutes / 60));
}

function pairs(count: number): string {
  return count === 1 ? vscode.l10n.t('1 pair') : vscode.l10n.t('{0} pairs', formatCount(count));
}

function joined({ rows, done, scored, agreeing, unreadable, unscored, withoutPair, pairs: count }: ResultSummary): string {
  const parts = [done < rows ? vscode.l10n.t('{0} of {1} pairs', formatCount(done), formatCount(rows)) : pairs(count)];
  if (scored > 0) parts.push(vscode.l10n.t('{0} agree', formatPercent(agreeing / scored)));
  if (unreadable > 0) parts.push(vscode.l10n.t('{0} unreadable', formatCount(unreadable)));
  if (withoutPair > 0) parts.push(vscode.l10n.t('{0} rows without a pair', formatCount(withoutPair)));
  if (unscored > 0) parts.push(vscode.l10n.t('{0} not scored', formatCount(unscored)));
  return parts.join(' · ');
}
