import type { PlayerFigures } from '../../src/shared/attributionProtocol';
import { colorLevel } from '../pair/colorScale';
import { isSettled } from './effectTexts';

/** The classes of a unit: hue and underline for the sign, strength for the size, and pale while the sign is not known. */
export function heatClasses(figures: PlayerFigures | undefined, limit: number): string {
  const level = figures === undefined ? 0 : colorLevel(figures.value, limit);
  if (figures === undefined || level === 0) return '';
  const sign = figures.value > 0 ? 'plus' : 'minus';
  return ` reward-${sign} reward-${String(level)}${isSettled(figures) ? '' : ' unsettled'}`;
}
