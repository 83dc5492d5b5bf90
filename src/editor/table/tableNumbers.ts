import { numericColumns, type NumericColumnId } from '../../shared/tableColumns';
import { heatBucket } from '../figures/heatScale';
import { inlineFigures } from '../figures/inlineFigure';
import type { RowFigures } from '../figures/rowFigures';
import type { ResultSet } from '../session/resultSet';
import { wholeTexts } from './cellText';
import type { RowReading } from './rowReading';

/** A figure of the models; null where the row has none. Other columns are no figures. */
export function figureOf(figures: RowFigures | undefined, column: NumericColumnId): number | null {
  if (figures?.kind !== 'scored') return null;
  switch (column) {
    case 'chosenTokens':
      return figures.chosen.tokenCount;
    case 'rejectedTokens':
      return figures.rejected.tokenCount;
    case 'rewardMargin':
    case 'lengthNormalizedChes':
    case 'preferenceProbability':
    case 'likelihoodMargin':
    case 'displacement':
    case 'referenceMargin':
      return figures[column];
    default:
      return null;
  }
}

/** All numbers of a row that was read, parallel to `numericColumns`. */
export function rowNumbers(reading: RowReading, bytes: number | null, figures: RowFigures | undefined): (number | null)[] {
  const [pair] = reading.pairs;
  const texts = pair && wholeTexts(pair);
  const others: Partial<Record<NumericColumnId, number | null>> = {
    promptLength: texts?.prompt.length ?? null,
    chosenLength: texts?.chosen.length ?? null,
    rejectedLength: texts?.rejected.length ?? null,
    bytes,
  };
  return numericColumns.map(({ id }) => others[id] ?? figureOf(figures, id));
}

/** Steps of the colours that the text editor gives, for the figures that have one there. */
export function rowHeat(figures: RowFigures | undefined, results: ResultSet | null): (number | null)[] {
  return numericColumns.map(({ id }) => {
    const figure = inlineFigures.find((inline) => inline === id);
    const value = figure && figures?.kind === 'scored' ? figures[figure] : null;
    return !figure || !results || value === null ? null : heatBucket(results.scale(figure), value);
  });
}
