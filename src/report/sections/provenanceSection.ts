import type { DatasetReport } from '../../core/report/datasetReport';
import type { ModelSetIdentity } from '../../core/ports';
import { countText, numberText } from '../../plots/numberTexts';
import type { ReportSection, ReportText } from '../reportPart';

/** Where the numbers come from: enough to get the same ones again. */
export function provenanceSection({ provenance }: DatasetReport): ReportSection {
  const { version, sources, container, schema, models, beta, changedRows, configuration, date } = provenance;
  const files = sources.map(({ name, bytes, sha256 }): ReportText[] => ['File', { data: `${name}, ${countText(bytes)} bytes, SHA-256 ${sha256}` }]);
  const rows: ReportText[][] = [
    ...files,
    ['Container and schema', `${container}, ${schema ?? 'no schema'}`],
    ...(changedRows === 0 ? [] : [['Pending changes', `${countText(changedRows)} rows of the change list, made before looking`]]),
    ...(models.length === 0 ? [['Models', 'none were asked']] : models.flatMap(modelRows)),
    ...(models.length === 0 ? [] : [['Beta', numberText(beta)]]),
    ...configuration.map((file): ReportText[] => ['Configuration', { data: file }]),
    ['Made by', `Preflens ${version}`],
    ...(date === null ? [] : [['Date', { data: date }]]),
  ];
  return { title: 'Where the numbers come from', parts: [{ kind: 'table', table: { caption: 'Provenance', columns: [{ title: 'What' }, { title: 'Which' }], rows } }] };
}

function modelRows({ policyName, policyHash, referenceName, referenceHash, convention, precision, maxLength }: ModelSetIdentity): ReportText[][] {
  return [
    ['Policy', { data: `${policyName} (${policyHash})` }],
    ['Reference', referenceName === null ? 'none' : { data: `${referenceName} (${referenceHash ?? ''})` }],
    ['Convention', `${convention}, at most ${countText(maxLength)} tokens, ${precision}`],
  ];
}
