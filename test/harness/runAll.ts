import { existsSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { reportFile } from './artifacts';
import { emptyReport, type LayerReport, readReport, requireTests, withFailure } from './layerReport';
import { inRepository, repositoryRoot } from './repositoryRoot';
import { spawnMarked } from './markedProcesses';
import { TimeLimitError, withTimeLimit } from './timeLimit';
import { readVitestReport } from './vitestReport';

const minute = 60_000;

/** Whatever the layers ask for, the whole run ends in this time: the layers that are left get what is left of it. */
const wholeRunLimit = 55 * minute;

interface Layer {
  name: string;
  /** Arguments for Node. */
  command: string[];
  milliseconds: number;
  /** How the outcome is counted: a check is one test, a step counts only when it fails, the rest have a report. */
  count: 'check' | 'step' | ((status: number | undefined) => LayerReport);
}

interface Outcome extends LayerReport {
  name: string;
  seconds: number;
}

/** Runs every layer, or the named ones, one after the other; prints what came of each. Returns the exit status. */
export async function runAll(names: string[]): Promise<number> {
  const layers = await layersToRun(names);
  const deadline = Date.now() + wholeRunLimit;
  const outcomes: Outcome[] = [];
  for (const layer of layers) outcomes.push(await runLayer(layer, deadline));
  return printSummary(outcomes);
}

async function layersToRun(names: string[]): Promise<Layer[]> {
  const all = await allLayers();
  const unknown = names.filter((name) => !all.some((layer) => layer.name === name));
  if (unknown.length > 0) throw new Error(`No such layer: ${unknown.join(', ')}. There are: ${all.map((layer) => layer.name).join(', ')}.`);
  return names.length === 0 ? all : all.filter((layer) => names.includes(layer.name));
}

async function allLayers(): Promise<Layer[]> {
  const program = (...segments: string[]): string => inRepository('node_modules', ...segments);
  return [
    { name: 'type-check', command: [program('typescript', 'bin', 'tsc'), '-b'], milliseconds: 6 * minute, count: 'check' },
    { name: 'lint', command: [program('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.'], milliseconds: 6 * minute, count: 'check' },
    { name: 'build', command: [inRepository('esbuild.mjs'), '--tests'], milliseconds: 3 * minute, count: 'step' },
    { name: 'prepare', command: harness('prepare'), milliseconds: 12 * minute, count: 'step' },
    ...(await vitestProjects()).map(vitestLayer),
    { name: 'host', command: harness('host'), milliseconds: 10 * minute, count: () => withReport('host') },
    { name: 'e2e', command: harness('e2e'), milliseconds: 18 * minute, count: () => withReport('e2e') },
  ];
}

const harness = (command: string): string[] => [inRepository('test', 'harness', 'start.mjs'), command];

/** Read from Vitest's own configuration, so that a project added there cannot be forgotten here. */
async function vitestProjects(): Promise<string[]> {
  const module = (await import(pathToFileURL(inRepository('vitest.config.mjs')).href)) as VitestConfigModule;
  return module.default.test.projects.map((project) => project.test.name);
}

interface VitestConfigModule {
  default: { test: { projects: { test: { name: string } }[] } };
}

function vitestLayer(name: string): Layer {
  const file = reportFile(name);
  const program = inRepository('node_modules', 'vitest', 'vitest.mjs');
  const command = [program, 'run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return { name, command, milliseconds: 18 * minute, count: () => readVitestReport(file) };
}

function withReport(name: string): LayerReport {
  return readReport(reportFile(name)) ?? withFailure(emptyReport(), name, 'The layer left no report.');
}

async function runLayer(layer: Layer, deadline: number): Promise<Outcome> {
  console.log(`\n=== ${layer.name}`);
  const start = Date.now();
  // An old report must never stand in for a run that ended before writing its own.
  rmSync(reportFile(layer.name), { force: true });
  const report = await runAndCount(layer, Math.min(layer.milliseconds, Math.max(deadline - start, 1)));
  return { ...report, name: layer.name, seconds: Math.round((Date.now() - start) / 1000) };
}

async function runAndCount(layer: Layer, milliseconds: number): Promise<LayerReport> {
  const running = spawnMarked(process.execPath, layer.command, { cwd: repositoryRoot, stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    return counted(layer, await withTimeLimit(running.exited, milliseconds, layer.name));
  } catch (error) {
    if (!(error instanceof TimeLimitError)) throw error;
    return withFailure(partial(layer), layer.name, error.message);
  } finally {
    running.endAll();
  }
}

function partial(layer: Layer): LayerReport {
  return typeof layer.count === 'function' && existsSync(reportFile(layer.name)) ? layer.count(undefined) : emptyReport();
}

function counted(layer: Layer, status: number | undefined): LayerReport {
  const failedStatus = withFailure(emptyReport(), layer.name, `It ended with status ${status ?? 'unknown'}.`);
  if (layer.count === 'check') return status === 0 ? { ...emptyReport(), passed: 1 } : failedStatus;
  if (layer.count === 'step') return status === 0 ? emptyReport() : failedStatus;
  const report = requireTests(layer.count(status));
  const silentFailure = status !== 0 && report.failed === 0;
  return silentFailure ? withFailure(report, layer.name, `No test failed, yet it ended with status ${status ?? 'unknown'}.`) : report;
}

function printSummary(outcomes: Outcome[]): number {
  console.log('\n=== summary');
  for (const outcome of outcomes) for (const { title, message } of outcome.failures) console.log(`FAILED ${outcome.name}: ${title}\n  ${firstLines(message)}`);
  for (const outcome of outcomes) console.log(summaryLine(outcome));
  const total = (count: 'passed' | 'failed'): number => outcomes.reduce((sum, outcome) => sum + outcome[count], 0);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 ? 0 : 1;
}

const firstLines = (message: string): string => message.split('\n').slice(0, 6).join('\n  ');

function summaryLine({ name, passed, failed, skipped, seconds }: Outcome): string {
  return `${name.padEnd(12)} passed ${String(passed).padStart(4)}  failed ${String(failed).padStart(3)}  skipped ${String(skipped).padStart(3)}  ${seconds} s`;
}
