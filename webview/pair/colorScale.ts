import { colorLevel, scaleLimit, signedClasses, sizeClasses } from '../common/heatScale';
import { coloredFigures, colorings, type ColoredFigure, type Coloring } from './coloring';
import type { UnitFigures } from './unitFigures';

/** The value that gets the strongest colour, per figure; 0 when there is nothing to colour. */
export type ColorScale = Readonly<Record<Exclude<Coloring, 'diff'>, number>>;

/** One scale for both responses, so that equal colours mean equal values. */
export function colorScale(figures: readonly UnitFigures[]): ColorScale {
  const limits = colorings.flatMap((name) => (name === 'diff' ? [] : [[name, scaleLimit(figures.map(coloredFigures[name].value))] as const]));
  return Object.fromEntries(limits) as ColorScale;
}

/** The classes of a token under a coloring. */
export function colorClasses(figures: UnitFigures, coloring: Coloring, scale: ColorScale): string {
  if (coloring === 'diff') return '';
  const figure = coloredFigures[coloring];
  const value = figure.value(figures);
  return value === null ? '' : levelClasses(figure, value, colorLevel(value, scale[coloring]));
}

/** The classes of one step of a figure's scale, for tokens and for the legend. */
export function levelClasses({ kind, isWorseAbove }: ColoredFigure, sign: number, level: number): string {
  return kind === 'magnitude' ? sizeClasses(level) : signedClasses(sign, level, isWorseAbove);
}
