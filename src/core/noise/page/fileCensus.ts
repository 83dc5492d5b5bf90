import { isHeldOutLabel, namedSide } from '../../dataset/heldOutLabel';
import type { PreferencePair } from '../../dataset/preferencePair';
import { GrowingColumn } from '../../statistics/growingColumn';

/** More label columns, or more values of one, make no slices that anybody reads. */
const mostLabels = 16;
const mostValues = 64;

/** One label column: which value each pair has, as one byte a pair. */
export interface LabelColumn {
  readonly label: string;
  /** In the order of their first appearance. */
  readonly values: readonly string[];
  /** 1-based index into `values` by pair; 0 for a pair without the label. */
  readonly codes: Uint8Array;
}

interface GrowingLabel {
  readonly values: Map<string, number>;
  readonly codes: GrowingColumn<Uint8Array>;
}

/** Which pairs belong to which slice by the labels of the rows. A label with more than 64 values (an id, say) is forgotten. */
export class FileCensus {
  private pairs = 0;
  private readonly labels = new Map<string, GrowingLabel | null>();

  /** Pairs are added in file order. */
  add({ labels, provenance }: PreferencePair): void {
    for (const [label, value] of Object.entries(labels)) this.note(label, isHeldOutLabel(label) ? namedSide(String(value), provenance) : String(value));
    this.pairs++;
  }

  columns(): readonly LabelColumn[] {
    return [...this.labels].flatMap(([label, column]) => {
      if (column === null) return [];
      fill(column.codes, this.pairs);
      return [{ label, values: [...column.values.keys()], codes: column.codes.view() }];
    });
  }

  private note(label: string, value: string): void {
    let column = this.labels.get(label);
    if (column === undefined && this.labels.size < mostLabels) {
      column = { values: new Map(), codes: new GrowingColumn((length) => new Uint8Array(length)) };
      this.labels.set(label, column);
    }
    if (!column) return;
    const code = column.values.get(value) ?? column.values.size + 1;
    if (code > mostValues) {
      this.labels.set(label, null);
      return;
    }
    column.values.set(value, code);
    fill(column.codes, this.pairs);
    column.codes.add(code);
  }
}

/** Pairs since the last one that had the label have none. */
function fill(codes: GrowingColumn<Uint8Array>, length: number): void {
  while (codes.length < length) codes.add(0);
}
