import type { DatasetReport } from '../../../src/core/report/datasetReport';
import { sampleFigures } from '../plots/sampleFigures';

/** Text that tries to become something else than text, in as many ways as a report has places. */
export const hostileTexts = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</title></style></svg><iframe src="https://evil.test"></iframe>',
  '![x](https://evil.test/x.png) [click](javascript:alert(1)) <b>bold</b> `code` ```fence``` | cell | @maintainer #1 https://evil.test www.evil.test',
  '\u202egnp.exe\u2066 \u0000\u001b[2J\ufeff\ud800 \u200b',
];

/** A report of an invented file whose every text is hostile. */
export const sampleReport: DatasetReport = {
  figures: {
    ...sampleFigures,
    file: `${hostileTexts[0]!}.jsonl`,
    slices: sampleFigures.slices.map((slice, index) => ({ ...slice, value: hostileTexts[index % 4]! })),
    page: { ...sampleFigures.page, slices: hostileTexts.map((value, index) => ({ label: hostileTexts[2]!, value, pairs: 100 + index, noiseRate: null, accuracy: { estimate: 0.5, low: 0.4, high: 0.6 } })) },
  },
  unreadable: 2,
  silenced: 3,
  failures: [`The file ${hostileTexts[2]!} fails.`],
  codes: [
    {
      code: 'label-contradicted',
      title: 'Label contradicted',
      explanation: 'Models and probes together give the label a high probability of being wrong.',
      severity: 'warning',
      count: 110,
      worst: hostileTexts.map((text, row) => ({ row, line: row + 1, pair: row, message: text, texts: { prompt: text, chosen: `${text} chosen`, rejected: '' } })),
    },
  ],
  provenance: {
    version: '1.2.3',
    sources: [{ name: hostileTexts[0]!, bytes: 12_345, sha256: 'ab'.repeat(32) }],
    container: 'jsonl',
    schema: 'trl-explicit',
    models: [],
    beta: 0.1,
    changedRows: 0,
    configuration: ['preflens.config.json'],
    date: null,
  },
};
