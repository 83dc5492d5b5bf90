import { verdictNames } from '../../core/noise/lintReport';
import type { OverviewFigures } from '../../core/overview/overviewFigures';
import { agreementMatrix } from '../../plots/agreementMatrix';
import { calibrationDiagram } from '../../plots/calibrationDiagram';
import { evidenceTexts } from '../../plots/evidenceTexts';
import { noiseGauge } from '../../plots/noiseGauge';
import { counted, countText, percentInterval, percentText, rateText, signedText } from '../../plots/numberTexts';
import type { ReportPart, ReportSection } from '../reportPart';
import { verdictTexts } from '../verdictTexts';

/** How good the labels are: the noise rate, verdicts, how predictable they are, and how far the evidence agrees. */
export function labelSection(figures: OverviewFigures): ReportSection {
  return { title: 'How good the labels are', parts: [...noise(figures), verdicts(figures), ...ceiling(figures), ...calibration(figures), ...agreement(figures)] };
}

function noise({ page }: OverviewFigures): ReportPart[] {
  const estimate = page.noiseRate === null ? 'How many labels are wrong is not known.' : `An estimated ${rateText(page.noiseRate)} of the labels are wrong.`;
  const picture: ReportPart[] = page.noiseRate === null ? [] : [{ kind: 'picture', draw: (options) => noiseGauge(page, options) }];
  return [{ kind: 'sentence', text: [`${estimate} ${page.noiseRateReason}`] }, ...audited(page), ...picture];
}

function audited({ auditedRate: known }: OverviewFigures['page']): ReportPart[] {
  if (known === null || known.rate === null) return [];
  const told = known.right + known.wrong + known.mended;
  const unclear = known.unsure + known.unusable;
  const rest = unclear > 0 ? ` Of ${counted(unclear, 'more pair', 'more pairs')} nobody could tell.` : '';
  return [{ kind: 'sentence', text: [`By ${counted(told, 'reviewed pair', 'reviewed pairs')} drawn at random, ${percentInterval(known.rate)} of the labels are wrong.${rest}`] }];
}

function verdicts({ verdicts: all, pairs }: OverviewFigures): ReportPart {
  const rows = verdictNames.map((name) => {
    const share = pairs === 0 ? 0 : all[name] / pairs;
    return [verdictTexts[name].name, verdictTexts[name].meaning, countText(all[name]), percentText(share), share];
  });
  return { kind: 'table', table: { caption: 'Pairs by verdict', columns: [{ title: 'Verdict' }, { title: 'Means' }, { title: 'Pairs', isNumber: true }, { title: 'Share', isNumber: true }, { title: '', isBar: true }], rows } };
}

function ceiling({ page: { ceiling: accuracy } }: OverviewFigures): ReportPart[] {
  if (accuracy === null) return [];
  return [{ kind: 'sentence', text: [`A probe that learns from this file predicts ${percentInterval(accuracy)} of the labels of pairs that it has not seen; chance would be 50\u00a0%.`] }];
}

function calibration({ calibration: figures }: OverviewFigures): ReportPart[] {
  return figures === null ? [] : [{ kind: 'picture', draw: (options) => calibrationDiagram(figures, options) }];
}

function agreement({ page }: OverviewFigures): ReportPart[] {
  if (page.agreement.length === 0) return [];
  const rows = page.agreement.map(({ first, second, kappa, pairs }) => [evidenceTexts[first], evidenceTexts[second], signedText(kappa), countText(pairs)]);
  return [
    { kind: 'picture', draw: (options) => agreementMatrix(page.agreement, options) },
    { kind: 'table', table: { caption: 'Agreement of the evidence (Cohen’s κ; 0: chance, 1: always)', columns: [{ title: 'Source' }, { title: 'and' }, { title: 'κ', isNumber: true }, { title: 'Pairs', isNumber: true }], rows } },
  ];
}
