import type { MarginFigure } from '../core/overview/overviewFigures';

import type { PictureLanguage } from './pictureLanguage';

/** Margins as headings name them. */
export const marginNames: Readonly<Record<MarginFigure, string>> = {
  rewardMargin: 'Reward margin',
  likelihoodMargin: 'Likelihood margin',
};

/** The name of an axis that shows margins. */
export function marginAxis(figure: MarginFigure, l10n: PictureLanguage): string {
  return figure === 'rewardMargin' ? l10n.t('reward margin') : l10n.t('likelihood margin');
}
