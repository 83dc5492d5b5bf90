import type { ReportView } from '../../src/shared/reportProtocol';
import { intervalBar } from './intervalBar';
import { count, percentInterval, sourceNames } from './reportNumbers';
import { reportSection, reportTable } from './reportTable';

/** What each source of evidence says by itself, and how far they agree. */
export function evidenceSection({ noiseRateBySource, agreement }: ReportView): HTMLElement | null {
  if (noiseRateBySource.length === 0 && agreement.length === 0) return null;
  const rates = noiseRateBySource.map(({ source, rate }) => [sourceNames[source], percentInterval(rate), intervalBar(rate, { from: 0, to: 0.5 })]);
  const pairs = agreement.map(({ first, second, kappa, pairs: both }) => [`${sourceNames[first]} and ${sourceNames[second]}`, kappa.toFixed(2), count(both), agreementText(kappa)]);
  return reportSection(
    'Evidence',
    'Each source judges the labels in its own way; where they agree without knowing of each other, they are more likely right.',
    ...(rates.length === 0 ? [] : [reportTable('Wrong labels by source', [{ title: 'Source' }, { title: 'Wrong labels', kind: 'number' }, { title: 'Picture', isTitleHidden: true, kind: 'bar' }], rates)]),
    ...(pairs.length === 0 ? [] : [reportTable('Agreement of sources', [{ title: 'Sources' }, { title: 'Cohen’s κ', kind: 'number' }, { title: 'Pairs', kind: 'number' }, { title: 'In words', isTitleHidden: true }], pairs)]),
  );
}

/** In the words of Landis and Koch (1977). */
function agreementText(kappa: number): string {
  if (kappa < 0) return 'less than by chance';
  if (kappa <= 0.2) return 'slight agreement';
  if (kappa <= 0.4) return 'fair agreement';
  if (kappa <= 0.6) return 'moderate agreement';
  return kappa <= 0.8 ? 'substantial agreement' : 'almost perfect agreement';
}
