import { reasonForNoPair } from '../../app/reasonForNoPair';
import type { ChatMessage, DatasetRow, FieldSource, LooseAnswer, PreferencePair } from '../../core/dataset/preferencePair';
import type { RowContent } from '../../core/ports';
import type { RowKind } from '../../shared/tableProtocol';

type Text = string | readonly ChatMessage[];

/** What stands in the three columns of texts; null where the row has no such text. */
export interface ShownTexts {
  readonly prompt: Text;
  readonly chosen: Text | null;
  readonly rejected: Text | null;
}

/** A row of the file as the table needs it. */
export interface RowReading {
  readonly row: number;
  readonly line: number;
  readonly kind: RowKind;
  readonly schema: string;
  readonly pairs: readonly PreferencePair[];
  /** Of each pair, or of the answers that make none; empty where the row cannot be read. */
  readonly texts: readonly ShownTexts[];
  /** Names of the fields that the texts were taken from. */
  readonly textFields: ReadonlySet<string>;
  /** Why the row cannot be read, or gives no pair. */
  readonly problem: string | null;
  readonly notes: readonly string[];
}

export function rowReading(read: DatasetRow): RowReading {
  if (read.kind === 'unreadable') {
    const { row, line, reason } = read.unreadable;
    return { row, line, kind: 'unreadable', schema: '', pairs: [], texts: [], textFields: new Set(), problem: reason, notes: [] };
  }
  const { row, line, schema, pairs, loose, notes } = read;
  const hasPairs = pairs.length > 0;
  const sources = hasPairs ? pairs.flatMap((pair) => [...pair.sources.prompt, ...pair.sources.chosen, ...pair.sources.rejected]) : loose.flatMap(looseSources);
  return {
    row,
    line,
    kind: hasPairs ? 'pair' : (loose[0]?.kind ?? 'unpaired'),
    schema,
    pairs,
    texts: hasPairs ? pairs.map(({ texts }) => texts) : loose.map(looseTexts),
    textFields: new Set(sources.map(({ path }) => String(path[0]))),
    problem: hasPairs ? null : reasonForNoPair(read),
    notes: [...notes, ...pairs.flatMap((pair) => pair.notes)].map(({ message }) => message),
  };
}

/** The text of a row as it stands in the file; values of a row without text as JSON. */
export function rawText(content: RowContent): string {
  if (content.kind === 'damaged') return '';
  return content.kind === 'values' ? JSON.stringify(content.fields, null, 2) : Buffer.from(content.bytes).toString('utf8');
}

function looseSources({ promptSources, answers }: LooseAnswer): FieldSource[] {
  return [...promptSources, ...answers.flatMap(({ sources }) => sources)];
}

/** The answers of a tie stand side by side; an answer alone stands on the side that its label says. */
function looseTexts({ kind, prompt, answers, label }: LooseAnswer): ShownTexts {
  const [first = null, second = null] = answers.map(({ text }) => text);
  if (kind === 'tie') return { prompt, chosen: first, rejected: second };
  return label === false ? { prompt, chosen: null, rejected: first } : { prompt, chosen: first, rejected: null };
}
