import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatPercent } from '../common/formatting';
import { whole } from '../common/numbers';

/** Above this share a choice leans on grammar and layout more than on what the prompt says. */
const muchNoise = 0.5;

/** How much of the whole falls on words that say almost nothing, in plain words. */
export class NoiseSection {
  readonly element: HTMLElement;
  readonly #text = element('p', { class: 'noise-text' });
  readonly #meaning = element('p', { class: 'muted' }, l10n.t('Token noise is the share of all |figures| that falls on function words, punctuation and layout. Low is good: the model then answers to what the prompt says.'));

  constructor() {
    this.element = element('section', { class: 'noise', 'aria-label': l10n.t('Token noise') }, element('h2', {}, l10n.t('Token noise')), this.#text, this.#meaning);
  }

  update(view: AttributionPanelView, { tokenNoise, players }: AttributionFigures): void {
    this.#text.textContent = noiseText(view, tokenNoise, players?.filter(({ lowInformation }) => lowInformation).length ?? 0);
  }
}

function noiseText(view: AttributionPanelView, noise: AttributionFigures['tokenNoise'], low: number): string {
  if (noise === null) return l10n.t('Told for tokens and words, once figures are known.');
  const { share, low: from, high: to } = noise;
  const of = l10n.t('{0} of {1} units carry little information, and {2} of the attribution falls on them (95 % interval {3} to {4}).', whole(low), whole(view.players.length), formatPercent(share), formatPercent(from), formatPercent(to));
  const fair = low / Math.max(view.players.length, 1);
  if (from > muchNoise) return `${of} ${l10n.t('That is most of it: the value leans on wording more than on content.')}`;
  return to < fair ? `${of} ${l10n.t('That is less than their number would suggest.')}` : of;
}
