import Mocha from 'mocha';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { freshArtifacts, reportFile } from './artifacts';
import { launchBrowser } from './browser';
import { EditorServer } from './editorServer';
import { fetchEditor } from './editorServerInstall';
import { provideStage } from './editorStage';
import { type LayerReport, readReport, writeReport } from './layerReport';
import { recordRun } from './mochaReport';
import { verdict } from './runHost';
import { withTimeLimit } from './timeLimit';

/** Runs the bundled specs of test/e2e in this process, against one editor server and one browser. */
export async function runE2e(bundleFolder: string, milliseconds: number): Promise<LayerReport> {
  const artifacts = await freshArtifacts('e2e');
  await fetchEditor();
  const problem = await runSpecs(artifacts, bundleFolder, milliseconds).catch((error: unknown) => error);
  const report = verdict(readReport(reportFile('e2e')), problem);
  writeReport(reportFile('e2e'), report);
  return report;
}

async function runSpecs(artifacts: string, bundleFolder: string, milliseconds: number): Promise<undefined> {
  const mocha = await loadSpecs(path.join(bundleFolder, 'e2e'));
  const server = await EditorServer.start(path.join(artifacts, 'server.log'));
  const browser = await launchBrowser();
  provideStage({ server, browser, artifacts });
  try {
    await withTimeLimit(Promise.race([runMocha(mocha), server.failWhenEnded(), browser.failWhenEnded()]), milliseconds, 'The e2e specs');
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function loadSpecs(folder: string): Promise<Mocha> {
  const grep = process.env['PREFLENS_TEST_GREP'];
  // A window under load drops a click now and then; what fails twice fails.
  const mocha = new Mocha({ ui: 'bdd', retries: 1, timeout: 180_000, slow: 20_000, forbidOnly: true, ...(grep ? { grep } : {}) });
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  names.filter((name) => name.endsWith('.e2e.mjs')).sort().forEach((name) => mocha.addFile(path.join(folder, name)));
  await mocha.loadFilesAsync();
  return mocha;
}

function runMocha(mocha: Mocha): Promise<void> {
  return new Promise((resolve) => {
    recordRun(mocha.run(() => resolve()), reportFile('e2e'));
  });
}
