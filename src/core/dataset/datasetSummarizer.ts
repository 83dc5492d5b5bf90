import type { ContentHashes } from '../edits/changeList/contentHashes';
import type { Finding } from '../noise/finding';
import { defaultFindingSettings } from '../noise/config/findingSettings';
import type { TextLibraries } from '../noise/structural/textLibraries';
import { StructuralFindings } from '../noise/structuralFindings';
import type { DatasetRow, ReadingNoteCode, UnreadableRow } from './preferencePair';
import type { SchemaName } from './schemaNames';

/** How many rows were read by a schema, and their share of all readable rows (0..1). */
export interface SchemaShare {
  readonly schema: SchemaName;
  readonly rows: number;
  readonly share: number;
}

/** What a dataset is, without any model. */
export interface DatasetSummary {
  readonly rows: number;
  readonly pairs: number;
  /** Pairs of answers that nobody preferred one of. */
  readonly ties: number;
  /** Answers that have no other to be compared with. */
  readonly unpaired: number;
  readonly unreadable: readonly UnreadableRow[];
  /** What rows were read by, the most frequent first. */
  readonly schemas: readonly SchemaShare[];
  /** How many rows or pairs carry a note, by its code. */
  readonly notes: Readonly<Partial<Record<ReadingNoteCode, number>>>;
  /** Top-level field → rows that have it, in order of first appearance. */
  readonly fields: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** Findings that are left out because somebody silenced them. */
  readonly silenced: number;
}

/** Counts a dataset row by row. Memory grows with the number of rows, not with their size. */
export class DatasetSummarizer {
  private rows = 0;
  private read = 0;
  private pairs = 0;
  private ties = 0;
  private unpaired = 0;
  private readonly unreadable: UnreadableRow[] = [];
  private readonly schemas = new Map<SchemaName, number>();
  private readonly notes = new Map<ReadingNoteCode, number>();
  private readonly fields = new Map<string, number>();
  private readonly findings: StructuralFindings;

  /** `hash` shortens a content key; rows with equal hashes count as equal, so it should be a cryptographic one. */
  constructor(
    hash: (text: string) => string,
    private readonly silences?: ContentHashes,
    libraries: TextLibraries | null = null,
  ) {
    this.findings = new StructuralFindings(hash, defaultFindingSettings, libraries);
  }

  add(row: DatasetRow): void {
    this.rows++;
    for (const name of row.fields ?? []) increment(this.fields, name);
    if (row.kind === 'unreadable') {
      this.unreadable.push(row.unreadable);
      return;
    }
    this.read++;
    increment(this.schemas, row.schema);
    this.pairs += row.pairs.length;
    for (const { kind } of row.loose) {
      if (kind === 'tie') this.ties++;
      else this.unpaired++;
    }
    for (const { code } of row.notes) increment(this.notes, code);
    for (const pair of row.pairs) {
      for (const { code } of pair.notes) increment(this.notes, code);
      this.findings.add(pair);
      this.silences?.add(pair);
    }
  }

  summary(): DatasetSummary {
    const all = this.findings.all();
    const findings = all.filter((finding) => this.silences?.isSilenced(finding) !== true);
    return {
      rows: this.rows,
      pairs: this.pairs,
      ties: this.ties,
      unpaired: this.unpaired,
      unreadable: [...this.unreadable],
      schemas: this.shares(),
      notes: Object.fromEntries(this.notes),
      fields: Object.fromEntries(this.fields),
      findings,
      silenced: all.length - findings.length,
    };
  }

  private shares(): readonly SchemaShare[] {
    return Array.from(this.schemas, ([schema, rows]) => ({ schema, rows, share: rows / this.read })).sort(
      (first, second) => second.rows - first.rows,
    );
  }
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
