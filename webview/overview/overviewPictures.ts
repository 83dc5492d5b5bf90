import * as l10n from '@vscode/l10n';

import type { DisplacementAxis, OverviewFigures } from '../../src/core/overview/overviewFigures';
import { agreementMatrix } from '../../src/plots/agreementMatrix';
import { calibrationDiagram } from '../../src/plots/calibrationDiagram';
import { codeBars } from '../../src/plots/codeBars';
import { coefficientRows } from '../../src/plots/coefficientRows';
import { lengthAccuracy, lengthMargins } from '../../src/plots/lengthBias';
import { marginHistogram } from '../../src/plots/marginHistogram';
import { noiseGauge } from '../../src/plots/noiseGauge';
import type { Picture } from '../../src/plots/picture';
import type { PictureOptions } from '../../src/plots/pictureOptions';
import { sliceMultiples } from '../../src/plots/sliceMultiples';
import type { OverviewState } from '../../src/shared/overviewProtocol';
import { element } from '../common/element';
import { agreementTable, findingsTable, lengthTable, preferencesTable, slicesTable } from './otherTables';
import { noiseFigures, sourceTable, verdictTable } from './noiseSection';
import type { Condition, Selection } from './overviewState';
import { PictureCard, type CardParts } from './pictureCard';
import { pictureTexts, type PictureName } from './pictureTexts';
import { ScatterCard } from './scatterCard';
import type { OverviewData } from './selectPairs';
import { whole } from '../common/numbers';

export interface PictureRequests {
  /** `picture` is the one in which somebody selects. */
  select(picture: string, conditions: readonly Condition[]): void;
  clear(): boolean;
  say(text: string): void;
  goTo(place: number): void;
  showCode(code: string): void;
  changeAxis(axis: DisplacementAxis): void;
  /** Review pairs drawn at random. */
  reviewSample(): void;
}

type Draw = ((options: PictureOptions) => Picture) | null;

/** All pictures of a file, in reading order. */
export class OverviewPictures {
  readonly element = element('div', { class: 'pictures' });
  readonly #cards: Readonly<Record<PictureName, PictureCard>>;
  readonly #scatter: ScatterCard;
  readonly #nothing = element('p', { class: 'muted', hidden: '' }, l10n.t('Nothing was found in this file.'));
  #figures: OverviewFigures | null = null;

  constructor(private readonly requests: PictureRequests) {
    this.#scatter = new ScatterCard({ select: (conditions) => requests.select('scatter', conditions), clear: () => void requests.clear(), goTo: requests.goTo, changeAxis: requests.changeAxis });
    const create = (id: PictureName): PictureCard => new PictureCard({ id, ...pictureTexts[id] } satisfies CardParts, { select: (conditions) => requests.select(id, conditions), clear: requests.clear, say: requests.say });
    this.#cards = { margins: create('margins'), noise: create('noise'), findings: create('findings'), lengthAccuracy: create('lengthAccuracy'), lengthMargins: create('lengthMargins'), calibration: create('calibration'), slices: create('slices'), preferences: create('preferences'), agreement: create('agreement') };
    const { margins, lengthAccuracy, ...others } = this.#cards;
    this.element.append(margins.element, lengthAccuracy.element, this.#scatter.element, ...Object.values(others).map((card) => card.element), this.#nothing);
  }

  showFigures(figures: OverviewFigures, { silenced }: OverviewState): void {
    this.#figures = figures;
    const { margins, lengths, calibration, slices, page, codes } = figures;
    const select = (picture: PictureName) => (...conditions: readonly Condition[]) => this.requests.select(picture, conditions);
    this.#cards.margins.update(margins && ((options) => marginHistogram(margins, options)));
    this.#cards.noise.update(hasRates(figures) ? (options) => noiseGauge(page, options) : null, [noiseFigures(figures, () => this.requests.reviewSample()), verdictTable(figures, (verdict) => select('noise')({ kind: 'verdict', verdict })), sourceTable(figures)]);
    const codePicture: Draw = codes.length === 0 ? null : (options) => codeBars(codes, options);
    this.#cards.findings.update(codePicture, [findingsTable(figures, { show: (code) => this.requests.showCode(code), select: (code) => select('findings')({ kind: 'code', code }) }), silencedText(silenced)]);
    this.#cards.lengthAccuracy.update(lengths && ((options) => lengthAccuracy(lengths, options)), [lengthTable(figures)]);
    this.#cards.lengthMargins.update(lengths && ((options) => lengthMargins(lengths, options)));
    this.#cards.calibration.update(calibration && ((options) => calibrationDiagram(calibration, options)));
    const multiples: Draw = margins !== null && slices.length > 0 ? (options) => sliceMultiples(slices, margins, options) : null;
    this.#cards.slices.update(multiples, [slicesTable(figures, (label, value) => select('slices')({ kind: 'label', label, value }))]);
    this.#cards.preferences.update(page.preferences.length > 0 ? (options) => coefficientRows(page.preferences, options) : null, [preferencesTable(figures)]);
    this.#cards.agreement.update(page.agreement.length > 0 ? (options) => agreementMatrix(page.agreement, options) : null, [agreementTable(figures)]);
    this.#nothing.hidden = codes.length > 0;
  }

  showPairs(data: OverviewData | null, axis: DisplacementAxis | null): void {
    if (this.#figures !== null) this.#scatter.update(data, this.#figures, axis);
  }

  /** `places` are those of the selected pairs; null where nothing is selected. */
  showSelected(selection: Selection | null, places: Uint32Array | null): void {
    const conditions = selection?.conditions.filter((condition) => condition.kind !== 'verdict') ?? [];
    for (const [name, card] of Object.entries(this.#cards)) card.showSelected(selection?.picture === name && conditions.length > 0 ? conditions : null);
    this.#scatter.showSelected(places, selection?.picture === 'scatter');
  }
}

function hasRates({ page: { noiseRate, noiseRateBySource } }: OverviewFigures): boolean {
  return noiseRate !== null || Object.keys(noiseRateBySource).length > 0;
}

function silencedText(silenced: number): HTMLElement | null {
  return silenced === 0 ? null : element('p', { class: 'muted' }, l10n.t('{0} more are silenced or switched off.', whole(silenced)));
}
