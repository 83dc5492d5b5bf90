import type { ChatMessage } from '../../core/dataset/preferencePair';
import type { DetailText, RowDetail } from '../../shared/tableProtocol';
import type { RowFigures } from '../figures/rowFigures';
import type { ResultSet } from '../session/resultSet';
import { rawText, type RowReading } from './rowReading';
import type { RowFieldValues, TableData } from './tableData';
import { rowHeat, rowNumbers, shownPair } from './tableNumbers';

/** Characters of a text that are sent to the view: more would hold up the window without being read. */
const longestText = 300_000;
const longestField = 20_000;

interface DetailParts {
  readonly data: TableData;
  readonly reading: RowReading;
  readonly figures: RowFigures | undefined;
  readonly results: ResultSet | null;
}

/** A row with its whole texts. Rejects with FileChangedError. */
export async function rowDetail({ data, reading, figures, results }: DetailParts): Promise<RowDetail> {
  const { row, line, kind, schema, pairs, problem, notes } = reading;
  const shown = Math.min(shownPair(figures), Math.max(0, reading.texts.length - 1));
  const texts = reading.texts[shown];
  const bytes = bytesOf(data, row);
  return {
    row,
    line,
    kind,
    schema,
    pairs: pairs.length,
    pair: shown,
    prompt: detailText(texts?.prompt ?? []),
    chosen: detailText(texts?.chosen ?? []),
    rejected: detailText(texts?.rejected ?? []),
    fields: otherFields(await data.fields(row), reading.textFields),
    numbers: rowNumbers(reading, bytes, figures),
    heat: rowHeat(figures, results),
    problem: problem ?? (figures?.kind === 'unscored' ? figures.reason : null),
    notes: [...notes],
    raw: kind === 'unreadable' ? await raw(data, row) : null,
  };
}

/** Null where rows have no bytes of their own. */
export function bytesOf(data: TableData, row: number): number | null {
  return data.container.format === 'parquet' ? null : data.location(row).byteLength;
}

function detailText(text: string | readonly ChatMessage[]): DetailText {
  const turns = typeof text === 'string' ? [{ role: '', content: text }] : text;
  let left = longestText;
  const shown = turns.map(({ role, content }) => {
    const piece = content.slice(0, left);
    left -= piece.length;
    return { role, content: piece };
  });
  return { turns: shown, characters: turns.reduce((sum, { content }) => sum + content.length, 0) };
}

function otherFields(fields: RowFieldValues, used: ReadonlySet<string>): RowDetail['fields'] {
  const others = Object.entries(fields ?? {}).filter(([name]) => !used.has(name));
  return others.map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return { name, value: text.length > longestField ? `${text.slice(0, longestField)}…` : text };
  });
}

async function raw(data: TableData, row: number): Promise<string | null> {
  const content = await data.content(row);
  return content && rawText(content).slice(0, longestText);
}
