import type { ReportView } from '../../src/shared/reportProtocol';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { count } from './reportNumbers';
import { explained, reportSection, reportTable } from './reportTable';

/** What was found, by kind; each leads to its first row. */
export function findingsSection({ codes, silenced }: ReportView, show: (code: string) => void): HTMLElement {
  const silent = silenced === 0 ? '' : ` ${count(silenced)} more are silenced or switched off.`;
  if (codes.length === 0) return reportSection('Findings', `Nothing was found in this file.${silent}`);
  const rows = codes.map(({ code, title, explanation, severity, count: found }) => {
    const link = element('button', { type: 'button', class: 'link', title: `Go to the first of them (${code})` }, title);
    link.addEventListener('click', () => show(code));
    const sign = element('span', { class: `severity ${severity}` }, icon(severity === 'information' ? 'info' : 'warning'), element('span', { class: 'visually-hidden' }, `${severity}: `));
    return [explained(element('span', { class: 'finding-name' }, sign, link), explanation), count(found)];
  });
  return reportSection('Findings', `What was found, the most severe first.${silent}`, reportTable('Findings by kind', [{ title: 'Finding' }, { title: 'Pairs', kind: 'number' }], rows));
}
