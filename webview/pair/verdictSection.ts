import * as l10n from '@vscode/l10n';

import type { PairScore } from '../../src/core/scoring/pairScore';
import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import type { IconName } from '../common/icon';
import { icon } from '../common/icon';
import { createProgressRing } from '../common/ui';
import { notice } from '../common/notice';
import { rewardRail } from './rewardRail';
import type { Verdict } from './verdictText';
import { filled } from '../common/filled';

const icons: Readonly<Record<Verdict['preferred'], IconName>> = { chosen: 'check', rejected: 'cross', neither: 'balance', unknown: 'info' };

/** The answer in one sentence, with the two rewards drawn beneath it; or why there is none yet. */
export class VerdictSection {
  readonly #content = element('div', { class: 'verdict-content', 'aria-live': 'polite' });
  readonly element = element(
    'section',
    { class: 'verdict', 'aria-labelledby': 'verdict-heading' },
    element('h2', { id: 'verdict-heading', class: 'visually-hidden' }, l10n.t('Verdict')),
    this.#content,
  );

  update(view: PairView, verdict: Verdict | null): void {
    const notes = view.notes.map((text) => notice('info', text));
    this.#content.replaceChildren(...this.#answer(view, verdict), ...notes);
  }

  /** Before the first message. */
  wait(): void {
    this.#content.replaceChildren(progress(l10n.t('Waiting for a pair…')));
  }

  #answer(view: PairView, verdict: Verdict | null): readonly HTMLElement[] {
    if (view.failure !== null) return [notice(view.loose.length > 0 && view.pairCount === 0 ? 'info' : 'error', view.failure)];
    if (view.score === null || verdict === null) return [progress(view.policyName === null ? l10n.t('Scoring this pair…') : l10n.t('Scoring this pair with {0}…', view.policyName)), skeleton()];
    const sentence = element('p', { class: `sentence ${verdict.preferred}` }, icon(icons[verdict.preferred]), element('span', {}, verdict.sentence));
    const details = verdict.details.length > 0 ? [element('p', { class: 'muted details' }, verdict.details.join(' '))] : [];
    return [sentence, ...details, ...rail(view.score), models(view)];
  }
}

function rail(score: PairScore): readonly HTMLElement[] {
  const { reward: chosen } = score.chosen;
  const { reward: rejected } = score.rejected;
  return chosen === null || rejected === null ? [] : [rewardRail(chosen, rejected)];
}

function models(view: PairView): HTMLElement {
  const name = (text: string | null): HTMLElement => element('bdi', { class: 'model-name' }, text ?? l10n.t('none'));
  return element('p', { class: 'models muted' }, ...filled(l10n.t('Policy {0}'), name(view.policyName)), element('span', { class: 'separator', 'aria-hidden': 'true' }, '·'), ...filled(l10n.t('Reference {0}'), name(view.referenceName)));
}

function progress(text: string): HTMLElement {
  const ring = createProgressRing(text);
  return element('div', { class: 'progress', role: 'status' }, ring, element('span', {}, text));
}

function skeleton(): HTMLElement {
  const bars = ['long', 'middle', 'short'].map((length) => element('span', { class: `bone ${length}` }));
  return element('div', { class: 'skeleton', 'aria-hidden': 'true' }, ...bars);
}
