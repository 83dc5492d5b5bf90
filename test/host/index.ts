import Mocha from 'mocha';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { emptyReport, readReport, withFailure, writeReport } from '../harness/layerReport';
import { recordRun } from '../harness/mochaReport';

const reportFile = process.env['PREFLENS_TEST_REPORT'];

/**
 * What VS Code calls to run the suites in its extension host. Every bundled *.test.js beside this file runs: a hand-kept list
 * would sooner or later leave one out. Rejects, and so fails the run, when a test fails or when none ran.
 */
export async function run(): Promise<void> {
  try {
    await runSuites();
  } catch (error) {
    addToReport(error);
    throw error;
  }
}

async function runSuites(): Promise<void> {
  const failures = await runMocha(createMocha());
  if (failures > 0) throw new FailedTests(`${failures} of the tests in VS Code failed.`);
}

/** Failed tests, which the report already holds. */
class FailedTests extends Error {}

function createMocha(): Mocha {
  const grep = process.env['PREFLENS_TEST_GREP'];
  const mocha = new Mocha({ retries: 1, ui: 'bdd', timeout: 60_000, slow: 5_000, color: false, forbidOnly: true, ...(grep ? { grep } : {}) });
  testFiles().forEach((file) => mocha.addFile(file));
  return mocha;
}

function testFiles(): string[] {
  const names = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.test.js')).sort().map((name) => path.join(__dirname, name));
}

function runMocha(mocha: Mocha): Promise<number> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (report.passed + report.failed === 0) reject(new Error('Not a single test ran in VS Code.'));
      else resolve(failures);
    });
    const report = recordRun(runner, reportFile);
  });
}

/** A suite that cannot even be loaded leaves no test to tell of it. */
function addToReport(error: unknown): void {
  if (error instanceof FailedTests || reportFile === undefined) return;
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeReport(reportFile, withFailure(readReport(reportFile) ?? emptyReport(), 'the suites', message));
}
