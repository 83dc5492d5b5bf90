import type { PlayerFigures } from '../../src/shared/attributionProtocol';
import { colorLevel, signedClasses } from '../common/heatScale';
import { isSettled } from './effectTexts';

/** The classes of a unit: hue and underline for the sign, strength for the size, and pale while the sign is not known. */
export function heatClasses(figures: PlayerFigures | undefined, limit: number): string {
  const level = figures === undefined ? 0 : colorLevel(figures.value, limit);
  if (figures === undefined || level === 0) return '';
  return `${signedClasses(figures.value, level)}${isSettled(figures) ? '' : ' unsettled'}`;
}
