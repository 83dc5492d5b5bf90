import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface TestFailure {
  title: string;
  message: string;
}

/**
 * What one layer of tests found. `running` names the test in progress, so that a time-out can say where it happened;
 * `finished` is missing from the report of a run that was cut short.
 */
export interface LayerReport {
  passed: number;
  failed: number;
  skipped: number;
  failures: TestFailure[];
  running?: string | undefined;
  finished?: boolean;
}

export const emptyReport = (): LayerReport => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

export function withFailure(report: LayerReport, title: string, message: string): LayerReport {
  return { ...report, failed: report.failed + 1, failures: [...report.failures, { title, message }] };
}

/** A run that starts nothing looks like success unless it is told apart: it is a failure here. */
export function requireTests(report: LayerReport): LayerReport {
  return report.passed + report.failed > 0 ? report : withFailure(report, 'no test ran', 'The layer finished without running a single test.');
}

export function writeReport(file: string, report: LayerReport): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

export function readReport(file: string): LayerReport | undefined {
  try {
    return { ...emptyReport(), ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<LayerReport>) };
  } catch {
    return undefined;
  }
}
