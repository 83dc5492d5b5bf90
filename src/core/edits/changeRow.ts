import type { PairSources, PairTexts, ReadingNote } from '../dataset/preferencePair';
import { applyReplacements } from './applyReplacements';
import { ChangeRefused } from './changeRefused';
import type { EditableRow } from './editableRow';
import { companionsOf, exchangedPaths } from './exchangedPaths';
import type { FieldChange } from '../dataset/fieldChange';
import { exchangeFields, replaceFields } from './replaceFields';
import type { PairSide, RowChange } from './rowChange';
import { setTextReplacements } from './setTextReplacements';
import { sideText } from './sideText';
import type { TextReplacement } from './textReplacement';

/** What has to be known of a pair to change it. */
export interface ChangeablePair {
  readonly texts: PairTexts;
  readonly sources: PairSources;
  readonly schema: string;
  readonly notes?: readonly ReadingNote[];
  /** How its layout swaps the two responses, where that is more than exchanging two fields. */
  readonly swap?: () => readonly FieldChange[] | undefined;
}

/** Reads the pairs of a row anew from its text; what cannot be read gives none. */
export type ReadPairs = (text: string) => readonly ChangeablePair[];

/**
 * The replacements inside a row that make a change. The changed row is read again, so that no change is made that the row
 * would not show afterwards. Throws ChangeRefused, which says why.
 */
export function changeRow(row: EditableRow, read: ReadPairs, change: RowChange): readonly TextReplacement[] {
  const pair = read(row.text)[change.pair];
  if (pair === undefined) throw new ChangeRefused('The row has no such pair any more; read it again.');
  const replacements = change.kind === 'swap' ? swap(row, pair) : setTextReplacements(row, pair, change.side, change.text);
  const after = read(applyReplacements(row.text, replacements));
  if (!after.some((candidate) => shows(candidate, pair, change))) throw new ChangeRefused(change.kind === 'swap' ? notSwapped : notSet);
  return replacements;
}

const notSwapped = 'The swapped row would not be read as the swapped pair, so nothing was changed; edit the row itself.';
const notSet =
  'With this text the row would be read differently (it holds a mark that begins another turn, say), so nothing was changed; edit the row itself.';

function swap(row: EditableRow, pair: ChangeablePair): readonly TextReplacement[] {
  const changes = pair.swap?.();
  if (changes === undefined) return exchangeFields(row, exchangedPaths(row, pair.sources));
  return [...replaceFields(row, changes), ...exchangeFields(row, companionsOf(row, pair.sources, changes))];
}

function shows(after: ChangeablePair, before: ChangeablePair, change: RowChange): boolean {
  const expected = expectedTexts(before.texts, change);
  const whole = before.schema === 'trl-implicit';
  if (!whole && (after.schema !== before.schema || (isUncertain(after) && !isUncertain(before)))) return false;
  const found = { prompt: sideText(after.texts, 'prompt'), chosen: sideText(after.texts, 'chosen'), rejected: sideText(after.texts, 'rejected') };
  return isSame(expected, found, whole) && roles(before.texts, change) === roles(after.texts, undefined);
}

/** Whether where the prompt ends had to be guessed. */
function isUncertain({ notes = [] }: ChangeablePair): boolean {
  return notes.some(({ code }) => code === 'implicit-prompt-uncertain');
}

type Texts = Readonly<Record<PairSide, string>>;

function expectedTexts(texts: PairTexts, change: RowChange): Texts {
  const [prompt, chosen, rejected] = [sideText(texts, 'prompt'), sideText(texts, 'chosen'), sideText(texts, 'rejected')];
  if (change.kind === 'swap') return { prompt, chosen: rejected, rejected: chosen };
  return { prompt, chosen, rejected, [change.side]: change.text };
}

/** Where the prompt is what two texts share, an edit may move the boundary: what counts then is each text as a whole. */
function isSame(first: Texts, second: Texts, whole: boolean): boolean {
  const parts = ({ prompt, chosen, rejected }: Texts) => (whole ? [prompt + chosen, prompt + rejected] : [prompt, chosen, rejected]);
  return JSON.stringify(parts(first)) === JSON.stringify(parts(second));
}

function roles(texts: PairTexts, change: RowChange | undefined): string {
  if (texts.format === 'standard') return '';
  const [first, second] = change?.kind === 'swap' ? [texts.rejected, texts.chosen] : [texts.chosen, texts.rejected];
  return JSON.stringify([texts.prompt, first, second].map((messages) => messages.map(({ role }) => role)));
}
