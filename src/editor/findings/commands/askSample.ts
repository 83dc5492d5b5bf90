import * as vscode from 'vscode';

import type { AuditedRate } from '../../../core/noise/lintReport';
import { halfWidth, sampleSize, worstShare } from '../../../core/noise/rate/sampleSize';
import type { SampleChoice } from '../../../core/noise/review/randomSample';
import { largestSample } from '../../../core/noise/review/reviewRecord';
import { formatCount } from '../../figures/numbers';

export interface SampleQuestion {
  /** Of the whole file. */
  readonly pairs: number;
  readonly seed: number;
  /** What the sample that is reviewed came to so far, and how large it is; null where there is none. */
  readonly begun: AuditedRate | null;
  readonly size: number | null;
}

interface SizeItem extends vscode.QuickPickItem {
  readonly choice?: SampleChoice;
}

const quickLook = 30;
/** Points of the interval, as shares, from what is usual to what is exact. */
const widths = [0.1, 0.07, 0.05];

/** Asks how many pairs are to be reviewed, and says what so many bring; undefined where nobody answers. */
export async function askSample(question: SampleQuestion): Promise<SampleChoice | undefined> {
  const items: SizeItem[] = [...goingOn(question), ...sizes(question), { label: vscode.l10n.t('Another number…') }, ...anew(question)];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('How many pairs, drawn at random from {0}?', formatCount(question.pairs)),
    placeHolder: vscode.l10n.t('The share of wrong labels is then known, whatever models say'),
  });
  return picked === undefined || picked.choice !== undefined ? picked?.choice : askNumber(question);
}

function goingOn({ begun, size, seed }: SampleQuestion): readonly SizeItem[] {
  if (begun === null || size === null || begun.open === 0) return [];
  const decided = begun.sampled - begun.open;
  return [{ label: vscode.l10n.t('Go on: {0} of {1} are decided', formatCount(decided), formatCount(begun.sampled)), choice: { seed, size } }];
}

/** Where a sample is under way, only larger ones: it is enlarged, and nothing that was decided is lost. */
function sizes({ pairs, seed, size, begun }: SampleQuestion): readonly SizeItem[] {
  const all = [...widths.map((width) => sampleSize(width, worstShare, pairs)), quickLook, pairs].filter((count, index, counts) => counts.indexOf(count) === index);
  const offered = all.filter((count) => count <= pairs && count > (begun === null ? 0 : (size ?? 0)) && (count !== pairs || pairs <= 500));
  return offered.map((count) => ({ label: begun === null ? vscode.l10n.t('{0} pairs', formatCount(count)) : vscode.l10n.t('{0} pairs in all', formatCount(count)), description: brings(count, pairs), choice: { seed, size: count } }));
}

/** A fresh draw, for a file that was mended since. */
function anew({ pairs, seed, begun }: SampleQuestion): readonly SizeItem[] {
  if (begun === null) return [];
  const size = sampleSize(widths[0] ?? 0.1, worstShare, pairs);
  return [{ label: vscode.l10n.t('Draw {0} other pairs', formatCount(size)), description: vscode.l10n.t('for a file that was mended since; what was decided before stays valid'), choice: { seed: seed + 1, size } }];
}

/** In points, at the share of wrong labels that is hardest to tell. */
function brings(count: number, pairs: number): string {
  if (count >= pairs) return vscode.l10n.t('all of them: the share is then exact');
  return vscode.l10n.t('tells the share of wrong labels to ±{0} points at worst', Math.ceil(halfWidth(Math.round(count * worstShare), count, pairs) * 100));
}

async function askNumber({ pairs, seed, begun, size }: SampleQuestion): Promise<SampleChoice | undefined> {
  const [least, most] = [begun === null ? 1 : (size ?? 1), Math.min(pairs, largestSample)];
  const parsed = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : NaN);
  const fits = (count: number) => count >= Math.min(least, most) && count <= most;
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('How many pairs, drawn at random from {0}?', formatCount(pairs)),
    value: String(Math.max(least, sampleSize(widths[0] ?? 0.1, worstShare, pairs))),
    validateInput: (text) => {
      const count = parsed(text);
      if (!fits(count)) return vscode.l10n.t('A whole number from {0} to {1}', formatCount(Math.min(least, most)), formatCount(most));
      return { message: brings(count, pairs), severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  return answer === undefined ? undefined : { seed, size: parsed(answer) };
}
