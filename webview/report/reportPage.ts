import { reportProtocolVersion as version, type FromReport, type ReportView, type ToReport } from '../../src/shared/reportProtocol';
import { element } from '../common/element';
import type { Host } from '../common/host';
import { createButton } from '../common/ui';
import { evidenceSection } from './evidenceSection';
import { findingsSection } from './findingsSection';
import { lengthSection } from './lengthSection';
import { noiseSection } from './noiseSection';
import { preferencesSection } from './preferencesSection';
import { count } from './reportNumbers';
import { slicesSection } from './slicesSection';

/** The page of one file. Every message brings all of it. */
export class ReportPage {
  readonly #host: Host<ToReport, FromReport>;
  readonly #root = element('main', { class: 'report', 'aria-busy': 'true' });

  constructor(host: Host<ToReport, FromReport>) {
    this.#host = host;
  }

  start(parent: HTMLElement): void {
    parent.append(this.#root);
    this.#host.listen((message) => this.#show(message.view));
    this.#host.post({ version, type: 'ready' });
  }

  #show(view: ReportView): void {
    this.#root.removeAttribute('aria-busy');
    const showCode = (code: string): void => this.#host.post({ version, type: 'showCode', code });
    this.#root.replaceChildren(
      this.#header(view),
      noiseSection(view),
      findingsSection(view, showCode),
      ...(view.hasModels ? [] : [this.#unscored()]),
      ...[evidenceSection(view), lengthSection(view), preferencesSection(view), slicesSection(view)].filter((section) => section !== null),
    );
  }

  #header({ file, rows, pairs, isLooking, codes }: ReportView): HTMLElement {
    const found = codes.reduce((sum, { count: findings }) => sum + findings, 0);
    const review = createButton('Review findings', 'Go through the findings one by one with the keyboard', () => this.#host.post({ version, type: 'review' }));
    review.setDisabled(found === 0);
    const state = isLooking ? ' · the file is being looked through again' : '';
    return element(
      'header',
      { class: 'report-header' },
      element('div', {}, element('h1', {}, element('bdi', {}, file)), element('p', { class: 'muted' }, `${count(rows)} rows, ${count(pairs)} pairs, ${count(found)} findings${state}`)),
      review.element,
    );
  }

  #unscored(): HTMLElement {
    const score = createButton('Score dataset', 'Have the models score every pair', () => this.#host.post({ version, type: 'score' }));
    const text = 'These findings need no model. Once the file is scored, the page also says which labels the models object to, how many labels are probably wrong, and what the file prefers.';
    return element('section', { class: 'card hint' }, element('p', {}, text), score.element);
  }
}
