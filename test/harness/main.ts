import { type LayerReport } from './layerReport';
import { runAll } from './runAll';
import { runDesktop } from './runDesktop';
import { runE2e } from './runE2e';
import { runHost } from './runHost';
import { fetchEditor } from './editorServerInstall';
import { findChromium } from './chromium';

const minute = 60_000;

const usage = `node test/harness/start.mjs <command>
  all [layer...]   every layer, or only the named ones, with a summary; what "npm test" runs
  prepare          install the editor and find or install Chromium
  host             the suites of test/host in a real VS Code (bundle them first: node esbuild.mjs --tests)
  e2e              the specs of test/e2e in a real VS Code
  desktop          the suites of test/host in the desktop VS Code, oldest supported version and stable`;

/** Returns the exit status. */
export async function main(commandArguments: string[], bundleFolder: string): Promise<number> {
  const [command = 'all', ...rest] = commandArguments;
  if (command === 'all') return runAll(rest);
  if (command === 'prepare') return prepare();
  if (command === 'host') return show(await runHost(9 * minute));
  if (command === 'e2e') return show(await runE2e(bundleFolder, 17 * minute));
  if (command === 'desktop') return show(await runDesktop(9 * minute));
  console.error(usage);
  return 2;
}

async function prepare(): Promise<number> {
  const editor = await fetchEditor();
  console.log(`Editor: ${editor.entry}\nChromium: ${await findChromium()}`);
  return 0;
}

function show(report: LayerReport): number {
  for (const { title, message } of report.failures) console.error(`FAILED ${title}\n${message}\n`);
  console.log(`${report.passed} passed, ${report.failed} failed${report.skipped > 0 ? `, ${report.skipped} skipped` : ''}`);
  return report.failed === 0 ? 0 : 1;
}
