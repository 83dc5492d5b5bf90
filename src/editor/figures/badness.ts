import { figureTraits, type InlineFigure } from './inlineFigure';

/** Orders values of a figure from bad to good: the lower, the worse. */
export function badness(value: number, figure: InlineFigure): number {
  return figureTraits[figure].higherIsWorse ? -value : value;
}
