import type { ReportView } from '../../src/shared/reportProtocol';
import { element } from '../common/element';
import { count, percentInterval } from './reportNumbers';
import { reportSection, reportTable } from './reportTable';

/** The same by source, model, annotator and what else the rows name. */
export function slicesSection({ slices, sliceCount }: ReportView): HTMLElement | null {
  if (slices.length === 0) return null;
  const rows = slices.map(({ label, value, pairs, noiseRate, accuracy }) => [
    element('span', {}, element('span', { class: 'muted' }, `${label} `), element('bdi', {}, value)),
    count(pairs),
    noiseRate === null ? '–' : percentInterval(noiseRate),
    accuracy === null ? '–' : percentInterval(accuracy),
  ]);
  const left = sliceCount - slices.length;
  const more = left > 0 ? ` ${count(left)} more are left out here.` : '';
  return reportSection('Slices', `Where the labels are worse than elsewhere.${more}`, reportTable('Slices', [{ title: 'Slice' }, { title: 'Pairs', kind: 'number' }, { title: 'Wrong labels', kind: 'number' }, { title: 'Models agree', kind: 'number' }], rows));
}
