import { emptyBin, mixed, sketchBins } from './textSketch';

const rowsOfBand = 3;
/** Free slots for each pair, so that few pairs push out another. */
const slotsPerPair = 2;

/**
 * Locality-sensitive hashing of sketches: pairs that agree in all bins of a band meet in its slot. A slot holds the pair that came last, as 4
 * bytes and without its key; whoever comes from it must be compared. 8 to 16 bytes a pair and band.
 */
export class BandTables {
  private tables: Uint32Array[];

  constructor(private readonly bands: number) {
    this.tables = Array.from({ length: bands }, () => new Uint32Array(4096));
  }

  /** Adds a pair and says which earlier ones it met (their numbers, each once). */
  meet(pair: number, bins: Int32Array): readonly number[] {
    if ((pair + 1) * slotsPerPair > (this.tables[0]?.length ?? 0)) this.tables = this.tables.map(doubled);
    const met: number[] = [];
    const filled = withoutEmptyBins(bins);
    for (const [band, table] of this.tables.entries()) {
      const slot = bandKey(filled, band, this.bands) & (table.length - 1);
      const earlier = (table[slot] ?? 0) - 1;
      if (earlier >= 0 && !met.includes(earlier)) met.push(earlier);
      table[slot] = pair + 1;
    }
    return met;
  }
}

/** Every pair is now in both slots that it might belong to; one of them is overwritten by and by. */
function doubled(table: Uint32Array): Uint32Array {
  const grown = new Uint32Array(table.length * 2);
  grown.set(table);
  grown.set(table, table.length);
  return grown;
}

function bandKey(bins: Int32Array, band: number, bands: number): number {
  let key = band + 1;
  for (let row = 0; row < rowsOfBand; row++) key = mixed(key ^ (bins[(band + row * bands) % sketchBins] ?? 0)) + row;
  return key >>> 0;
}

/** An empty bin takes the value of the next one that is full, marked by its distance (Shrivastava and Li 2014). */
function withoutEmptyBins(bins: Int32Array): Int32Array {
  if (!bins.includes(emptyBin)) return bins;
  const filled = Int32Array.from(bins);
  for (let bin = 0; bin < sketchBins; bin++) {
    let distance = 0;
    while (distance < sketchBins && (bins[(bin + distance) % sketchBins] ?? emptyBin) === emptyBin) distance++;
    filled[bin] = ((bins[(bin + distance) % sketchBins] ?? emptyBin) + Math.imul(distance, 0x04000000)) | 0;
  }
  return filled;
}
