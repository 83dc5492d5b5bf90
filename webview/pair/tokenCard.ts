import { FloatingCard } from '../common/floatingCard';
import type { Coloring } from './coloring';
import type { TextUnit } from './textUnit';
import { tokenCardContent } from './tokenCardContent';
import type { UnitFigures } from './unitFigures';

/** The card with the figures of a token. */
export class TokenCard extends FloatingCard {
  show(anchor: HTMLElement, unit: TextUnit, figures: UnitFigures, coloring: Coloring): void {
    this.showContent(anchor, tokenCardContent(unit, figures, coloring));
  }
}
