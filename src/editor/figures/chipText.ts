import * as vscode from 'vscode';

import type { HeatScale } from './heatScale';
import { figureTraits, type InlineFigure } from './inlineFigure';
import { digitsFor, formatNumber } from './numbers';
import { pairShownBy, type RowFigures, type UnscoredRow } from './rowFigures';

/** Room for "+123.45", so that rows stay aligned whatever their figure. */
const chipWidth = 7;
const noBreakSpace = '\u00a0';

/**
 * The text before a row, padded to a common width: the figure of its worst pair, and how many it has. The scale of the file decides
 * how many digits all its rows show.
 */
export function chipText(figures: RowFigures, figure: InlineFigure, scale: HeatScale): string {
  if (figures.kind === 'unscored') return problemText(figures);
  const value = pairShownBy(figures, figure)[figure];
  const text = pad(value === null ? '–' : formatFigure(figure, value, scale));
  return figures.pairCount === 1 ? text : `${text}${noBreakSpace}×${figures.pairCount}`;
}

/** A figure as a chip or a list shows it. */
export function formatFigure(figure: InlineFigure, value: number, { spread }: HeatScale): string {
  return formatNumber(value, { always: figureTraits[figure].signed, digits: digitsFor(spread) });
}

/** Holds the place of a figure that is being computed or is out of date, so that text does not jump. */
export const pendingChipText = pad('·');

function pad(text: string): string {
  return text.padStart(chipWidth, noBreakSpace);
}

function problemText({ code }: UnscoredRow): string {
  return problemTexts()[code];
}

function problemTexts(): Record<UnscoredRow['code'], string> {
  const broken = (text: string) => `✕ ${text}`;
  const unusable = (text: string) => `⚠ ${text}`;
  return {
    'invalid-utf8': broken(vscode.l10n.t('not UTF-8')),
    'invalid-json': broken(vscode.l10n.t('not JSON')),
    'not-an-object': broken(vscode.l10n.t('not an object')),
    'missing-field': broken(vscode.l10n.t('field missing')),
    'wrong-type': broken(vscode.l10n.t('wrong type')),
    'empty-conversation': broken(vscode.l10n.t('no messages')),
    'row-too-large': broken(vscode.l10n.t('row too large')),
    'no-pair': vscode.l10n.t('no pair').padStart(chipWidth, noBreakSpace),
    'invalid-record': broken(vscode.l10n.t('broken record')),
    'damaged-file': broken(vscode.l10n.t('damaged file')),
    'prompt-fills-max-length': unusable(vscode.l10n.t('prompt too long')),
    'no-chat-template': unusable(vscode.l10n.t('no chat template')),
    'not-in-convention': unusable(vscode.l10n.t('not in convention')),
    'template-failed': unusable(vscode.l10n.t('template failed')),
    'worker-crashed': unusable(vscode.l10n.t('engine crashed')),
    'inference-failed': unusable(vscode.l10n.t('not computed')),
  };
}
