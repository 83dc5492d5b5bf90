import type { ResponseScore } from '../../src/core/scoring/pairScore';
import type { PairView } from '../../src/shared/pairPanelProtocol';
import type { ColorScale } from './colorScale';
import { colorScale } from './colorScale';
import type { TextUnit } from './textUnit';
import { tokenUnits } from './tokenUnits';
import type { UnitFigures } from './unitFigures';
import { unitFigures } from './unitFigures';

export interface ResponseModel {
  readonly text: string;
  readonly units: readonly TextUnit[];
  /** Parallel to `units`. */
  readonly figures: readonly UnitFigures[];
  readonly hasTokens: boolean;
  readonly score: ResponseScore | null;
}

/** The two responses cut into units, with one colour scale. */
export interface PanelModel {
  readonly chosen: ResponseModel;
  readonly rejected: ResponseModel;
  readonly scale: ColorScale;
}

export function panelModel(view: PairView): PanelModel {
  const chosen = responseModel(view.chosen, view.score?.chosen ?? null);
  const rejected = responseModel(view.rejected, view.score?.rejected ?? null);
  return { chosen, rejected, scale: colorScale([...chosen.figures, ...rejected.figures]) };
}

function responseModel(text: string, score: ResponseScore | null): ResponseModel {
  const tokens = score?.tokens ?? [];
  const units = tokenUnits(text, tokens);
  return { text, units, figures: units.map(unitFigures), hasTokens: tokens.length > 0, score };
}
