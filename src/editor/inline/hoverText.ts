import * as vscode from 'vscode';

import { commandIds } from '../commands/commandIds';
import { pairArgument } from '../commands/pairTarget';
import { readConfiguration } from '../configuration/configuration';
import { digitsFor, formatCount, formatNumber, formatPercent } from '../figures/numbers';
import { pairShownBy, type PairFigures, type ScoredRow, type UnscoredRow } from '../figures/rowFigures';
import type { DatasetSession } from '../session/datasetSession';

/** The figures of a row as plain sentences. What comes from the file is appended as text and never becomes markup. */
export function hoverText(session: DatasetSession, figures: ScoredRow | UnscoredRow, row: number): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: [commandIds.explainPair] };
  text.supportThemeIcons = true;
  text.appendMarkdown(`**${vscode.l10n.t('Row {0}', formatCount(row + 1))}** · `);
  if (figures.kind === 'unscored') return appendProblem(text, figures);
  const pair = pairShownBy(figures, readConfiguration(session.uri).inline.figure);
  const count = figures.pairCount === 1 ? null : vscode.l10n.t('The worst of {0} pairs in this row, number {1}:', figures.pairCount, pair.pair + 1);
  appendParagraphs(text, [count, verdict(pair), rewards(pair), likelihood(pair), displacement(session, pair), truncation(pair)]);
  for (const note of pair.notes) text.appendText(note).appendMarkdown('\n\n');
  if (session.staleReason !== null) text.appendText(session.staleReason).appendMarkdown('\n\n');
  return text.appendMarkdown(commandLink(vscode.l10n.t('Explain pair'), commandIds.explainPair, pairArgument({ uri: session.uri, row })));
}

function appendProblem(text: vscode.MarkdownString, figures: UnscoredRow): vscode.MarkdownString {
  const state = figures.code === 'no-pair' ? vscode.l10n.t('no pair') : figures.readable ? vscode.l10n.t('not scored') : vscode.l10n.t('not readable');
  text.appendMarkdown(`${state}\n\n`);
  return text.appendText(figures.reason);
}

function appendParagraphs(text: vscode.MarkdownString, paragraphs: readonly (string | null)[]): void {
  for (const paragraph of paragraphs) if (paragraph !== null) text.appendMarkdown(`${paragraph}\n\n`);
}

function verdict(figures: PairFigures): string {
  const margin = figures.rewardMargin ?? figures.likelihoodMargin;
  if (margin === 0) return vscode.l10n.t('the models prefer neither response');
  return margin > 0 ? vscode.l10n.t('the models agree with the label') : vscode.l10n.t('the models prefer the rejected response');
}

function rewards(figures: PairFigures): string | null {
  const { rewardMargin, preferenceProbability, chosen, rejected } = figures;
  if (rewardMargin === null || preferenceProbability === null || chosen.reward === null || rejected.reward === null) {
    return vscode.l10n.t('There is no reference model, so there are no implicit rewards.');
  }
  // One precision for all three, so that they can be subtracted by eye.
  const options = { always: true, digits: digitsFor(Math.abs(rewardMargin)) };
  return vscode.l10n.t(
    'Reward margin **{0}** at beta {1}: chosen {2}, rejected {3}. That is a probability of {4} that chosen is preferred.',
    formatNumber(rewardMargin, options),
    String(figures.beta),
    formatNumber(chosen.reward, options),
    formatNumber(rejected.reward, options),
    formatPercent(preferenceProbability),
  );
}

function likelihood({ likelihoodMargin, referenceMargin, chosen, rejected }: PairFigures): string {
  const policy = vscode.l10n.t(
    'Likelihood margin **{0}** nats: chosen {1} over {2} tokens, rejected {3} over {4}.',
    formatNumber(likelihoodMargin, { always: true }),
    formatNumber(chosen.logProbability, { digits: 1 }),
    formatCount(chosen.tokenCount),
    formatNumber(rejected.logProbability, { digits: 1 }),
    formatCount(rejected.tokenCount),
  );
  if (referenceMargin === null) return policy;
  return `${policy} ${vscode.l10n.t('The reference alone gives {0}.', formatNumber(referenceMargin, { always: true }))}`;
}

function displacement(session: DatasetSession, { lengthNormalizedChes }: PairFigures): string | null {
  if (lengthNormalizedChes === null) return null;
  const share = session.shown?.shareBelow('lengthNormalizedChes', lengthNormalizedChes) ?? null;
  const place = share === null ? '' : ` ${vscode.l10n.t('({0} of the file is lower)', formatPercent(share))}`;
  const figure = vscode.l10n.t('Length-normalised CHES **{0}**', formatNumber(lengthNormalizedChes, { always: true }));
  return `${figure}${place}${vscode.l10n.t(': the higher, the more training on this pair may lower the chosen response too.')}`;
}

function truncation({ chosen, rejected }: PairFigures): string | null {
  if (!chosen.truncated && !rejected.truncated) return null;
  return `$(warning) ${vscode.l10n.t('A response was cut at the maximal length, as the trainer would.')}`;
}

function commandLink(title: string, command: string, argument: unknown): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
}
