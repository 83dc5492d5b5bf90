import { readFileSync } from 'node:fs';
import { emptyReport, type LayerReport, type TestFailure, withFailure } from './layerReport';

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message: string; assertionResults: VitestTest[] }[];
}

interface VitestTest {
  fullName: string;
  status: string;
  failureMessages: string[];
}

/** The counts of Vitest's JSON reporter. A file that fails before its tests exist counts as one failed test. */
export function readVitestReport(file: string): LayerReport {
  const found = parse(file);
  if (found === undefined) return withFailure(emptyReport(), 'the run itself', 'Vitest left no report.');
  const report: LayerReport = {
    passed: found.numPassedTests,
    failed: found.numFailedTests,
    skipped: found.numPendingTests + found.numTodoTests,
    failures: found.testResults.flatMap((result) => result.assertionResults.filter(hasFailed).map(failureOf)),
  };
  return brokenFiles(found).reduce((sum, { name, message }) => withFailure(sum, name, message), report);
}

function parse(file: string): VitestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return undefined;
  }
}

const hasFailed = (test: VitestTest): boolean => test.status === 'failed';

function failureOf(test: VitestTest): TestFailure {
  return { title: test.fullName, message: test.failureMessages.join('\n') };
}

function brokenFiles(report: VitestReport): VitestReport['testResults'] {
  return report.testResults.filter((result) => result.status === 'failed' && !result.assertionResults.some(hasFailed));
}
