import path from 'node:path';
import type * as vscode from 'vscode';

import type { RowResult } from '../../app/scoreRows';
import { messageSeparator, responseText, type ChatMessage, type LooseAnswer, type PairTexts, type PreferencePair, type ReadingNote } from '../../core/dataset/preferencePair';
import type { ModelSetIdentity } from '../../core/ports';
import type { PairScore } from '../../core/scoring/pairScore';
import type { LooseView, PairView, ResponseTurn } from '../../shared/pairPanelProtocol';
import type { ResultSet } from '../session/resultSet';

export interface PairViewParts {
  readonly uri: vscode.Uri;
  readonly row: number;
  readonly line: number;
  readonly rowCount: number | null;
  readonly pair: PreferencePair | null;
  /** Pairs of the row. */
  readonly pairCount: number;
  readonly loose: readonly LooseAnswer[];
  /** About the row as a whole. */
  readonly rowNotes: readonly ReadingNote[];
  readonly identity: ModelSetIdentity | null;
  readonly score: PairScore | null;
  readonly failure: string | null;
  /** Results of the whole file, to place the pair among the others. */
  readonly results: ResultSet | null;
}

/** A pair as the panel takes it. A row that cannot be read has no texts, only its failure. */
export function pairView(parts: PairViewParts): PairView {
  const { uri, row, line, rowCount, pair, pairCount, loose, rowNotes, identity, score, failure, results } = parts;
  return {
    file: path.basename(uri.fsPath),
    row,
    line,
    rowCount,
    schema: pair?.schema ?? '',
    pair: pair?.pair ?? 0,
    pairCount,
    provenance: pair ? provenance(pair) : null,
    prompt: pair ? turns(pair.texts) : [],
    chosen: pair ? responseText(pair.texts.chosen) : '',
    rejected: pair ? responseText(pair.texts.rejected) : '',
    chosenTurns: pair ? responseTurns(pair.texts.chosen) : [],
    rejectedTurns: pair ? responseTurns(pair.texts.rejected) : [],
    policyName: identity?.policyName ?? null,
    referenceName: identity?.referenceName ?? null,
    score,
    failure,
    loose: loose.slice(0, shownLoose).map(looseView),
    looseCount: loose.length,
    notes: [...rowNotes, ...(pair?.notes ?? [])].map(({ message }) => message),
    fileFigures: fileFigures(score, results),
  };
}

/** The score or the failure of a result. */
export function outcomeOf(result: RowResult): Pick<PairViewParts, 'score' | 'failure'> {
  return result.kind === 'scored' ? { score: result.score, failure: null } : { score: null, failure: result.reason };
}

function provenance({ provenance: { chosen, rejected, otherRow } }: PreferencePair): PairView['provenance'] {
  if (chosen === 'chosen' && rejected === 'rejected') return null;
  return { chosen, rejected, otherRow: otherRow ?? null };
}

/** A ranking of many answers may have thousands. */
const shownLoose = 20;

function looseView({ kind, prompt, answers, label, score, why }: LooseAnswer): LooseView {
  return { kind, prompt: turns({ prompt }), answers: answers.map(({ name, text }) => ({ name, text: responseText(text) })), label, score, why };
}

function turns({ prompt }: Pick<PairTexts, 'prompt'>): PairView['prompt'] {
  return typeof prompt === 'string' ? [{ role: '', content: prompt }] : prompt.map(({ role, content }) => ({ role, content }));
}

/** Where each message lies in the text that `responseText` makes of them. */
function responseTurns(response: string | readonly ChatMessage[]): ResponseTurn[] {
  if (typeof response === 'string') return [];
  let start = 0;
  return response.map(({ role, content }) => {
    const turn = { role, start, end: start + content.length };
    start = turn.end + messageSeparator.length;
    return turn;
  });
}

function fileFigures(score: PairScore | null, results: ResultSet | null): PairView['fileFigures'] {
  if (!score || !results || results.summary.scored === 0) return null;
  const { rewardMargin, lengthNormalizedChes } = score;
  return {
    scoredRows: results.summary.scored,
    marginPercentile: rewardMargin === null ? null : results.shareBelow('rewardMargin', rewardMargin),
    chesPercentile: lengthNormalizedChes === null ? null : results.shareBelow('lengthNormalizedChes', lengthNormalizedChes),
  };
}
