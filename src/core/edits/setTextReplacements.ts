import type { FieldSource, PairSources, PairTexts } from '../dataset/preferencePair';
import { changedSpan } from './changedSpan';
import { ChangeRefused } from './changeRefused';
import type { EditableRow, RowPath } from './editableRow';
import { responseRoots } from './exchangedPaths';
import type { PairSide } from './rowChange';
import { sidePieces, sideText, type SidePiece } from './sideText';
import type { TextReplacement } from './textReplacement';

interface EditedPair {
  readonly texts: PairTexts;
  readonly sources: PairSources;
}

/**
 * The replacements that give one side of a pair another text: only the characters that differ are written anew. A prompt that
 * the row holds more than once (before both responses, or in a field of its own besides) is changed everywhere. Throws
 * ChangeRefused where the change reaches over several messages.
 */
export function setTextReplacements(row: EditableRow, pair: EditedPair, side: PairSide, text: string): readonly TextReplacement[] {
  const before = sideText(pair.texts, side);
  if (before === text) return [];
  const span = changedSpan(before, text);
  const piece = sidePieces(pair.sources[side]).find(({ start, end }) => start <= span.start && span.end <= end);
  if (piece === undefined) throw new ChangeRefused('The change reaches over several messages; change one message at a time, or edit the row itself.');
  const within = { start: span.start - piece.start, end: span.end - piece.start };
  return copies(row, pair, side, piece).map(({ path, start }) =>
    row.replaceInString(path, start + within.start, start + within.end, span.text),
  );
}

type Place = Pick<FieldSource, 'path' | 'start'>;

/** Every place of the row that holds the piece: where it was read, and where it is repeated word for word. */
function copies(row: EditableRow, { sources }: EditedPair, side: PairSide, { source }: SidePiece): readonly Place[] {
  const roots = responseRoots(sources);
  const mirror = side === 'prompt' && roots !== undefined ? mirrored(source.path, roots.first, roots.second) : undefined;
  if (mirror !== undefined && textAt(row, mirror, source) !== textAt(row, source.path, source)) {
    throw new ChangeRefused('The two responses do not begin with the same prompt, so it cannot be changed in both; edit the row itself.');
  }
  return [source, ...(mirror === undefined ? [] : [{ path: mirror, start: source.start }]), ...repetitions(row, source, side)];
}

/** The same place under the other response, where the prompt was read from the first. */
function mirrored(path: RowPath, chosen: RowPath, rejected: RowPath): RowPath | undefined {
  return chosen.every((step, index) => path[index] === step) ? [...rejected, ...path.slice(chosen.length)] : undefined;
}

function textAt(row: EditableRow, path: RowPath, { start, end }: FieldSource): string | undefined {
  const value = row.value(path);
  return typeof value === 'string' && value.length >= end ? value.slice(start, end) : undefined;
}

/** Binarized UltraFeedback and its kin repeat the prompt in `prompt`, and prompt and chosen response in `messages`. */
function repetitions(row: EditableRow, { path, start }: FieldSource, side: PairSide): readonly Place[] {
  const [root, ...rest] = path;
  if (start !== 0 || rest.length === 0 || root === 'messages' || side === 'rejected') return [];
  const whole = row.value(path);
  const candidates: readonly RowPath[] = side === 'prompt' ? [['prompt'], ['messages', ...rest]] : [['messages', ...rest]];
  return candidates.filter((candidate) => candidate[0] !== root && row.value(candidate) === whole).map((candidate) => ({ path: candidate, start }));
}
