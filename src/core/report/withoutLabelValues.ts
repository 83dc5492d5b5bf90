import type { OverviewFigures } from '../overview/overviewFigures';

/** The same figures with numbers in place of the values of label columns, which are text of the dataset. */
export function withoutLabelValues(figures: OverviewFigures): OverviewFigures {
  const numbers = new Map<string, string>();
  const numbered = <Slice extends { readonly label: string; readonly value: string }>(slice: Slice): Slice => {
    const key = JSON.stringify([slice.label, slice.value]);
    const value = numbers.get(key) ?? `value ${String(numbers.size + 1)}`;
    numbers.set(key, value);
    return { ...slice, value };
  };
  const pageSlices = figures.page.slices.map(numbered);
  return { ...figures, slices: figures.slices.map(numbered), page: { ...figures.page, slices: pageSlices } };
}
