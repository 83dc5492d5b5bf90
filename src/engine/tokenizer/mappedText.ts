/**
 * A text derived from another, with the place in the source that each UTF-16 unit comes from. Units that the
 * derivation invented have an empty range.
 */
export class MappedText {
  private constructor(
    readonly text: string,
    /** Length of the source text. */
    readonly sourceLength: number,
    /** Without tables, unit i comes from source unit i − shift; the first shift units are invented. */
    private readonly shift: number,
    private readonly tables: { readonly starts: Int32Array; readonly ends: Int32Array } | null,
    /** False when the ranges are a best effort. */
    readonly exact: boolean,
  ) {}

  static identity(text: string): MappedText {
    return new MappedText(text, text.length, 0, null, true);
  }

  /** For a derivation that cannot be followed: the units are spread evenly over the source. */
  static spread(text: string, sourceLength: number): MappedText {
    const starts = new Int32Array(text.length);
    const ends = new Int32Array(text.length);
    const ratio = sourceLength / Math.max(1, text.length);
    for (let index = 0; index < text.length; index += 1) {
      starts[index] = Math.floor(index * ratio);
      ends[index] = Math.ceil((index + 1) * ratio);
    }
    return new MappedText(text, sourceLength, 0, { starts, ends }, false);
  }

  withPrefix(prefix: string): MappedText {
    const text = prefix + this.text;
    if (this.tables === null) return new MappedText(text, this.sourceLength, this.shift + prefix.length, null, this.exact);
    const starts = new Int32Array(text.length);
    const ends = new Int32Array(text.length);
    starts.set(this.tables.starts, prefix.length);
    ends.set(this.tables.ends, prefix.length);
    return new MappedText(text, this.sourceLength, 0, { starts, ends }, this.exact);
  }

  /** Another text whose unit i comes from where this text's unit i comes from. */
  withSameUnits(text: string): MappedText {
    return new MappedText(text, this.sourceLength, this.shift, this.tables, this.exact);
  }

  /** The text put together from pieces, each derived from a range of this text; pieces must be in order. */
  rebuilt(pieces: Iterable<DerivedPiece>, length: number): MappedText {
    const starts = new Int32Array(length);
    const ends = new Int32Array(length);
    const parts: string[] = [];
    let at = 0;
    for (const piece of pieces) {
      parts.push(piece.text);
      for (let unit = 0; unit < piece.text.length; unit += 1, at += 1) {
        const first = piece.unitByUnit ? piece.from + unit : piece.from;
        const last = piece.unitByUnit ? first : piece.to - 1;
        starts[at] = this.startOf(first);
        ends[at] = this.endOf(last);
      }
    }
    return new MappedText(parts.join(''), this.sourceLength, 0, { starts, ends }, this.exact);
  }

  /** Source offset where the unit begins. */
  startOf(unit: number): number {
    if (unit >= this.text.length) return this.sourceLength;
    return this.tables === null ? Math.max(0, unit - this.shift) : (this.tables.starts[unit] ?? 0);
  }

  /** Source offset one past the end of the unit. */
  endOf(unit: number): number {
    return this.tables === null ? Math.max(0, unit + 1 - this.shift) : (this.tables.ends[unit] ?? this.sourceLength);
  }
}

export interface DerivedPiece {
  readonly text: string;
  /** The range of the old text that the piece stands for. */
  readonly from: number;
  readonly to: number;
  /** True when unit i of the piece stands for unit from + i alone. */
  readonly unitByUnit: boolean;
}
