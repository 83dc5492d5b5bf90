import { beforeAll, describe, expect, it } from 'vitest';

import type { Finding } from '../../../src/core/noise/finding';
import { defaultFindingSettings } from '../../../src/core/noise/config/findingSettings';
import type { FindingCode } from '../../../src/core/noise/findingCodes';
import { loadTextLibraries, type TextLibraries } from '../../../src/core/noise/structural/textLibraries';
import { StructuralFindings } from '../../../src/core/noise/structuralFindings';
import { contentHash } from '../../../src/io/contentHash';
import { exactKinds, nearKinds } from './defectKinds';
import { CleanTexts, pairOf, type DefectKind, type PlantedRow } from './plantedDefects';

const instances = 25;
/** Whether edits leave a pair recognisable is a matter of chance, so that a share needs more of them. */
const nearInstances = 100;
const cleanRows = 6000;

interface PlantedPlace {
  readonly kind: DefectKind;
  readonly codes: readonly FindingCode[];
}

interface PlantedFile {
  readonly rows: readonly PlantedRow[];
  /** By row, where something was planted. */
  readonly places: ReadonlyMap<number, PlantedPlace>;
}

/** Groups of rows in a seeded order among clean ones; rows of one group keep their order. */
function plantedFile(seed: number): PlantedFile {
  const source = new CleanTexts(seed);
  const groups: { readonly rows: readonly PlantedRow[]; readonly kind?: DefectKind }[] = [];
  for (const kind of [...exactKinds, ...nearKinds]) {
    const count = nearKinds.includes(kind) ? nearInstances : instances;
    for (let instance = 0; instance < count; instance++) groups.push({ rows: kind.plant(source, instance), kind });
  }
  for (let row = 0; row < cleanRows; row++) groups.push({ rows: [source.row()] });
  const rows: PlantedRow[] = [];
  const places = new Map<number, PlantedPlace>();
  for (const index of source.random.order(groups.length)) {
    const group = groups[index]!;
    for (const [place, row] of group.rows.entries()) {
      if (group.kind !== undefined) places.set(rows.length, { kind: group.kind, codes: group.kind.codes[place] ?? [] });
      rows.push(row);
    }
  }
  return { rows, places };
}

let file: PlantedFile;
let findings: readonly Finding[];
let found: Set<string>;
let libraries: TextLibraries;

beforeAll(async () => {
  libraries = await loadTextLibraries();
  file = plantedFile(1);
  const structural = new StructuralFindings(contentHash, defaultFindingSettings, libraries);
  for (const [number, row] of file.rows.entries()) structural.add(pairOf(row, number));
  findings = structural.all();
  found = new Set(findings.map(({ row, code }) => `${String(row)} ${code}`));
});

/** Share of the planted rows of a kind in which all of its codes are found. */
function recall(kind: DefectKind): number {
  const rows = [...file.places].filter(([, place]) => place.kind === kind && place.codes.length > 0);
  return rows.filter(([row, { codes }]) => codes.every((code) => found.has(`${String(row)} ${code}`))).length / rows.length;
}

/** Share of the rows with a finding of the code in which it was planted. */
function precision(code: FindingCode): number {
  const rows = new Set(findings.filter((finding) => finding.code === code).map(({ row }) => row));
  const isRight = (row: number) => {
    const place = file.places.get(row);
    return place !== undefined && (place.codes.includes(code) || (place.kind.also?.includes(code) ?? false));
  };
  return [...rows].filter(isRight).length / rows.size;
}

const codesOf = (kinds: readonly DefectKind[]) => [...new Set(kinds.flatMap(({ codes }) => codes.flat()))];

describe('defects planted among clean rows', () => {
  it('are of at least forty kinds', () => {
    expect(exactKinds.length + nearKinds.length).toBeGreaterThanOrEqual(40);
  });

  it.each(exactKinds)('finds every instance: $name', (kind) => {
    expect(recall(kind)).toBe(1);
  });

  it.each(codesOf(exactKinds))('finds %s nowhere else', (code) => {
    expect(precision(code)).toBeGreaterThanOrEqual(0.99);
  });

  it.each(nearKinds)('finds nearly every instance: $name', (kind) => {
    expect(recall(kind)).toBeGreaterThanOrEqual(0.95);
  });

  it.each(codesOf(nearKinds))('finds %s hardly elsewhere', (code) => {
    expect(precision(code)).toBeGreaterThanOrEqual(0.95);
  });

  it('keeps clean rows quiet', () => {
    const rows = new Set(findings.filter(({ row }) => !file.places.has(row)).map(({ row }) => row));
    expect(rows.size / cleanRows).toBeLessThan(0.005);
  });
});

describe('every finding', () => {
  it('says one plain sentence that holds no whole text and nothing that cannot be seen', () => {
    for (const { message } of findings) {
      expect(message).toMatch(/^[A-Z][^\n]*\.$/);
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(message.length).toBeLessThan(240);
    }
  });

  it('points into the text that it names', () => {
    for (const { row, evidence } of findings) {
      const { side, start, end } = evidence as { readonly side?: string; readonly start?: number; readonly end?: number };
      if (start === undefined || end === undefined) continue;
      const { prompt, chosen, rejected } = file.rows[row]!;
      const text = side === 'chosen' ? chosen : side === 'rejected' ? rejected : typeof prompt === 'string' ? prompt : prompt.map(({ content }) => content).join('\n\n');
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  });

  it('is the same again, whether asked for once or in between', () => {
    const structural = new StructuralFindings(contentHash, defaultFindingSettings, libraries);
    for (const [number, row] of file.rows.entries()) {
      structural.add(pairOf(row, number));
      if (number % 3000 === 0) structural.all();
    }
    expect(structural.all()).toEqual(findings);
  });
});
