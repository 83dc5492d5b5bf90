import type Mocha from 'mocha';
import { emptyReport, type LayerReport, writeReport } from './layerReport';

/** Writes the report after every test, so that a run which is cut short still says what passed and what was running. */
export function recordRun(runner: Mocha.Runner, file: string | undefined): LayerReport {
  const report = emptyReport();
  const save = (): void => {
    if (file !== undefined) writeReport(file, report);
  };
  runner.on('test', (test) => {
    report.running = test.fullTitle();
    save();
  });
  runner.on('pass', () => (report.passed += 1));
  runner.on('pending', () => (report.skipped += 1));
  // A failing hook arrives here too: it counts, although Mocha names no test for it.
  runner.on('fail', (test, error: Error) => {
    report.failed += 1;
    report.failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
  });
  runner.on('test end', () => {
    report.running = undefined;
    save();
  });
  runner.on('end', () => {
    report.finished = true;
    save();
  });
  save();
  return report;
}
