import type { ReportView } from '../../src/shared/reportProtocol';
import { element } from '../common/element';
import { intervalBar } from './intervalBar';
import { signed } from './reportNumbers';
import { reportSection, reportTable } from './reportTable';

/** What the chosen responses have more of, each feature by itself at equal values of the others. */
export function preferencesSection({ preferences }: ReportView): HTMLElement | null {
  if (preferences.length === 0) return null;
  const widest = Math.max(0.1, ...preferences.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const rows = preferences.map(({ feature, estimate, low, high, meanDifference }) => {
    const isClear = low > 0 || high < 0;
    const name = element('span', { class: isClear ? '' : 'muted' }, feature);
    return [name, signed(estimate), `${signed(low)} to ${signed(high)}`, intervalBar({ estimate, low, high }, { from: -widest, to: widest }), signed(meanDifference)];
  });
  return reportSection(
    'What the file seems to prefer',
    'How much one standard deviation more of a feature raises the log-odds of being chosen between responses of equal length. Grey: the interval holds zero.',
    reportTable('Preferences', [{ title: 'Feature' }, { title: 'Effect', kind: 'number' }, { title: '95 % interval', kind: 'number' }, { title: 'Picture', isTitleHidden: true, kind: 'bar' }, { title: 'Mean difference', kind: 'number' }], rows),
  );
}
