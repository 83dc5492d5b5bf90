import { decodeUtf8 } from '../../core/dataset/decodeUtf8';
import { readRowFields } from '../../core/dataset/readRowFields';
import type { PairTexts } from '../../core/dataset/preferencePair';
import { applyReplacements } from '../../core/edits/applyReplacements';
import { ChangeRefused } from '../../core/edits/changeRefused';
import { changeRow } from '../../core/edits/changeRow';
import { JsonRow } from '../../core/edits/jsonRow';
import type { PairReader } from '../../core/edits/pairReader';
import { pairSides, type PairSide } from '../../core/edits/rowChange';
import { compactJson } from '../../core/export/compactJson';
import { conversationText } from '../../core/export/conversationText';
import type { ExportSchema } from '../../core/export/exportChoices';
import type { ExportRecord } from '../../core/export/exportRecord';
import { scoreColumns, type PairFigures } from '../../core/export/scoreColumns';
import { textConversation } from '../../core/export/textConversation';
import { fixChanges } from '../../core/noise/fixes/fixChanges';
import { fixedText, type TextFix } from '../../core/noise/fixes/fixedText';
import type { RowContent } from '../../core/ports';

/** A row's object as JSON text on one line; undefined where the row holds none. */
export function rowJson(content: RowContent): string | undefined {
  if (content.kind === 'values') return JSON.stringify(content.fields);
  const read = readRowFields(content);
  if (content.kind === 'damaged' || read.kind !== 'fields') return undefined;
  const decoded = content.syntax.kind === 'json' ? decodeUtf8(content.bytes) : undefined;
  // The row's own text where there is one: numbers and escapes stay as they are written.
  return decoded?.kind === 'text' ? compactJson(decoded.text) : JSON.stringify(read.fields);
}

/** The same row with the responses of its one pair swapped. Throws ChangeRefused. */
export function swappedRowJson(json: string, pairs: number, read: PairReader): string {
  if (pairs !== 1) throw new ChangeRefused('Only a row that gives one pair can be swapped in its own schema; export pairs (trl) instead.');
  const replacements = changeRow(new JsonRow(json), (text) => read(text, { kind: 'json' }), { kind: 'swap', pair: 0 });
  return applyReplacements(json, replacements);
}

export interface FixedRow {
  readonly text: string;
  /** Pairs whose texts were mended. */
  readonly fixed: number;
  /** Why pairs could not be mended, one sentence each. */
  readonly refusals: readonly string[];
}

/** A row with the texts of its pairs mended, as far as its schema lets them be written back. */
export function fixedRowJson(json: string, fixes: readonly TextFix[], read: PairReader): FixedRow {
  const readJson = (text: string) => read(text, { kind: 'json' });
  let text = json;
  const [fixed, refusals] = [new Set<number>(), [] as string[]];
  for (const pair of readJson(json).keys()) {
    for (const fix of fixes) {
      try {
        const before = text;
        for (const change of fixChanges({ pair, texts: readJson(text)[pair]?.texts ?? noTexts }, fix)) text = applyReplacements(text, changeRow(new JsonRow(text), readJson, change));
        if (text !== before) fixed.add(pair);
      } catch (error) {
        if (!ChangeRefused.is(error)) throw error;
        refusals.push(`Pair ${String(pair + 1)} could not be mended (${fix}): ${error.message}`);
      }
    }
  }
  return { text, fixed: fixed.size, refusals };
}

const noTexts: PairTexts = { format: 'standard', prompt: '', chosen: '', rejected: '' };

/** Texts with fixes made; the same object where there is nothing to mend. */
export function fixedTexts(texts: PairTexts, fixes: readonly TextFix[]): PairTexts {
  return fixes.reduce((before, fix) => pairSides.reduce((mended, side) => withFix(mended, side, fix), before), texts);
}

/** In a conversation each message is mended by itself. */
function withFix(texts: PairTexts, side: PairSide, fix: TextFix): PairTexts {
  if (texts.format === 'standard') {
    const text = fixedText(texts, side, fix);
    return text === null ? texts : { ...texts, [side]: text };
  }
  const mended = texts[side].map((message) => {
    const content = fixedText({ ...texts, [side]: [message] }, side, fix);
    return content === null ? message : { ...message, content };
  });
  return mended.some((message, index) => message !== texts[side][index]) ? { ...texts, [side]: mended } : texts;
}

/** A row with figures behind its own fields. Throws RangeError where the row has a field of such a name already. */
export function withFigures(json: string, figures: PairFigures | undefined): string {
  const row = new JsonRow(json);
  const taken = scoreColumns.find((name) => row.names.includes(name));
  if (taken !== undefined) throw new RangeError(`The rows have a field "${taken}" already; export without score columns, or rename it.`);
  return applyReplacements(json, scoreColumns.map((name) => row.replaceValue([name], figures?.[name] ?? null)));
}

/** A pair in one of TRL's formats. */
export function pairRecord(schema: Exclude<ExportSchema, 'source'>, texts: PairTexts, figures: PairFigures | null | undefined): ExportRecord {
  const columns = figures === null ? {} : Object.fromEntries(scoreColumns.map((name) => [name, figures?.[name] ?? null]));
  if (schema === 'trl-chat') return { kind: 'fields', fields: { ...textConversation(texts), ...columns } };
  const { prompt, chosen, rejected } = conversationText(texts);
  return { kind: 'fields', fields: { prompt, chosen, rejected, ...columns } };
}

export function swappedTexts(texts: PairTexts): PairTexts {
  // One branch for each format keeps the union's members apart.
  return texts.format === 'standard'
    ? { ...texts, chosen: texts.rejected, rejected: texts.chosen }
    : { ...texts, chosen: texts.rejected, rejected: texts.chosen };
}
