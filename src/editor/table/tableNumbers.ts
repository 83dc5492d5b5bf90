import { numericColumns, type NumericColumnId } from '../../shared/tableColumns';
import { heatBucket } from '../figures/heatScale';
import { inlineFigures, type InlineFigure } from '../figures/inlineFigure';
import { pairShownBy, type RowFigures, type ScoredRow } from '../figures/rowFigures';
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
    case 'tokenDifference':
      return figures.chosen.tokenCount - figures.rejected.tokenCount;
    case 'rewardMargin':
    case 'lengthNormalizedChes':
    case 'preferenceProbability':
    case 'likelihoodMargin':
      return inlineValue(figures, column);
    case 'displacement':
    case 'referenceMargin':
      return figures[column];
    default:
      return null;
  }
}

/** As the text editor shows it: of several pairs in a row, that of the worst by this figure. */
function inlineValue(figures: ScoredRow, figure: InlineFigure): number | null {
  return pairShownBy(figures, figure)[figure];
}

/** Index of the pair whose texts stand for a row. */
export function shownPair(figures: RowFigures | undefined): number {
  return figures?.kind === 'scored' ? figures.pair : 0;
}

/** All numbers of a row that was read, parallel to `numericColumns`. */
export function rowNumbers(reading: RowReading, bytes: number | null, figures: RowFigures | undefined): (number | null)[] {
  const shown = reading.texts[shownPair(figures)] ?? reading.texts[0];
  const texts = shown && wholeTexts(shown);
  const others: Partial<Record<NumericColumnId, number | null>> = {
    promptLength: texts?.prompt?.length ?? null,
    chosenLength: texts?.chosen?.length ?? null,
    rejectedLength: texts?.rejected?.length ?? null,
    bytes,
  };
  return numericColumns.map(({ id }) => others[id] ?? figureOf(figures, id));
}

/** Steps of the colours that the text editor gives, for the figures that have one there. */
export function rowHeat(figures: RowFigures | undefined, results: ResultSet | null): (number | null)[] {
  return numericColumns.map(({ id }) => {
    const figure = inlineFigures.find((inline) => inline === id);
    const value = figure && figures?.kind === 'scored' ? inlineValue(figures, figure) : null;
    return !figure || !results || value === null ? null : heatBucket(results.scale(figure), value);
  });
}
