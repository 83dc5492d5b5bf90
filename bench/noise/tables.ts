import type { Interval } from '../../src/core/noise/lintReport';
import { isPreciseRate } from '../../src/core/noise/rate/isPreciseRate';
import type { NoiseRate } from '../../src/core/noise/rate/noiseRate';
import type { ConditionFigures, Range } from './conditionFigures';
import { cleanlabPrefix, together } from './contenders';
import { looksAt } from './reviewer';
import type { Condition, SeedRun } from './seedRun';

interface Measured {
  readonly condition: Condition;
  readonly runs: readonly SeedRun[];
  readonly figures: ConditionFigures;
  /** On the pairs that a reviewer left, before anything was said and after. */
  readonly unreviewed: ConditionFigures;
  readonly reviewed: ConditionFigures;
}

/** What was found in one file, in Markdown. */
export class FileTable {
  private readonly measured: Measured[] = [];

  constructor(
    private readonly name: string,
    private readonly pairs: number,
    private readonly ceiling: Interval | null,
    private readonly rate: NoiseRate,
  ) {}

  add(condition: Condition, runs: readonly SeedRun[], { whole, unreviewed, reviewed }: Readonly<Record<'whole' | 'unreviewed' | 'reviewed', ConditionFigures>>): void {
    this.measured.push({ condition, runs, figures: whole, unreviewed, reviewed });
  }

  summary(): readonly string[] {
    const best = this.bestOfFile();
    return [
      `| ${this.name}, ${String(this.pairs)} | none | | | | | | ${rateText(this.rate.interval, this.rate.identified)}, ceiling ${intervalText(this.ceiling)} | | |`,
      ...this.measured.map((one) => this.line(one, best)),
    ];
  }

  /** Gain over the best single source of each condition, without a reviewer and with one. */
  review(): readonly string[] {
    return this.measured.map(({ condition, runs, unreviewed, reviewed }) => {
      const best = bestOf(unreviewed);
      const gain = (figures: ConditionFigures) => figures.gains.get(best) ?? unknownRange;
      const cells = [this.name, conditionText(condition, runs), `${best} ${aurocOf(unreviewed, best).value.toFixed(3)}`, ...[unreviewed, reviewed].map((figures) => `${rangeText(gain(figures))}${markOf(gain(figures))}`), difference3(aurocOf(reviewed, together).value - aurocOf(unreviewed, together).value)];
      return `| ${cells.join(' | ')} |`;
    });
  }

  details(): readonly string[] {
    const lines = this.measured.flatMap(({ condition, runs, figures }) => Array.from(figures.byContender, ([name, { auroc, averagePrecision, precisionAtRate }]) => {
      const gain = figures.gains.get(name);
      return `| ${conditionText(condition, runs)} | ${name} | ${[auroc, averagePrecision, precisionAtRate].map(rangeText).join(' | ')} | ${gain ? rangeText(gain) : ''} | ${meanRate(runs, name)} |`;
    }));
    return [`\n### ${this.name}: ${String(this.pairs)} pairs\n`, '| flips | evidence | AUROC | average precision | precision at estimated rate | gain of all together | mean estimated rate |', '|---|---|---|---|---|---|---|', ...lines];
  }

  private line({ condition, runs, figures }: Measured, bestOfFile: string): string {
    const auroc = (name: string) => aurocOf(figures, name);
    const best = bestOf(figures);
    const gain = (name: string) => figures.gains.get(name) ?? unknownRange;
    const peers = [...figures.byContender.keys()].filter((name) => name.startsWith(cleanlabPrefix)).sort((a, b) => auroc(b).value - auroc(a).value);
    const peer = peers[0] === undefined ? '' : `${auroc(peers[0]).value.toFixed(3)}; ${meanRate(runs, peers[0])}`;
    const cells = [this.name, conditionText(condition, runs), rangeText(auroc(together)), `${best} ${auroc(best).value.toFixed(3)}`, `${rangeText(gain(best))}${markOf(gain(best))}`, best === bestOfFile ? 'the same' : `${bestOfFile} ${rangeText(gain(bestOfFile))}`, figures.oracleGain.value.toFixed(3), ...rateCells(runs), peer];
    return `| ${cells.join(' | ')} |`;
  }

  /** The single source whose mean AUROC over all conditions of the file is the highest. */
  private bestOfFile(): string {
    const names = [...(this.measured[0]?.figures.gains.keys() ?? [])];
    const sum = (name: string) => this.measured.reduce((total, { figures }) => total + (figures.byContender.get(name)?.auroc.value ?? 0), 0);
    return names.reduce((top, name) => (sum(name) > sum(top) ? name : top));
  }
}

const head = [
  '| file, pairs | flips | AUROC of all together | best single source on average | gain over it | gain over the best of the file | over the best of each seed | rate given, within 5 points, interval holds it | mean rate given, error | cleanlab on the better probe, first seed; its rate |',
  '|---|---|---|---|---|---|---|---|---|---|',
];

const reviewHead = [
  `| file | flips | best single source on average | gain over it | gain with ${String(looksAt)} pairs reviewed | what they bring |`,
  '|---|---|---|---|---|---|',
];

const unknownRange: Range = { value: NaN, low: NaN, high: NaN };

function aurocOf({ byContender }: ConditionFigures, name: string): Range {
  return byContender.get(name)?.auroc ?? unknownRange;
}

/** The single source with the highest mean over the seeds. */
function bestOf(figures: ConditionFigures): string {
  return [...figures.gains.keys()].reduce((top, name) => (aurocOf(figures, name).value > aurocOf(figures, top).value ? name : top));
}

function difference3(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(3)}`;
}

/** All files in one table. */
export class SummaryTables {
  private readonly files: FileTable[] = [];

  add(file: FileTable): void {
    this.files.push(file);
  }

  summary(): string {
    return [...head, ...this.files.flatMap((file) => file.summary()), '', ...reviewHead, ...this.files.flatMap((file) => file.review())].join('\n');
  }

  details(): string {
    return [this.summary(), ...this.files.flatMap((file) => file.details()), ''].join('\n');
  }
}

/** Whether 0 lies outside of the interval. */
function markOf({ low, high }: Range): string {
  return high < 0 ? ' **worse**' : low > 0 ? ' better' : '';
}

function rateCells(runs: readonly SeedRun[]): readonly string[] {
  const given = runs.flatMap(({ rate, identified, wrong }) => (rate && identified && isPreciseRate(rate) ? [{ ...rate, wrong }] : []));
  if (given.length === 0) return [`0 of ${String(runs.length)}`, ''];
  const near = given.filter(({ estimate, wrong }) => Math.abs(estimate - wrong) <= 0.05).length;
  const held = given.filter(({ low, high, wrong }) => low <= wrong && wrong <= high).length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0);
  return [`${String(given.length)} of ${String(runs.length)}, ${String(near)}, ${String(held)}`, `${percent(mean(given.map(({ estimate }) => estimate)))}, ${points(mean(given.map(({ estimate, wrong }) => estimate - wrong)))}`];
}

function meanRate(runs: readonly SeedRun[], name: string): string {
  const rates = runs.flatMap(({ contenders }) => contenders.flatMap((one) => (one.name === name && one.rate !== null ? [one.rate] : [])));
  return rates.length === 0 ? '' : percent(rates.reduce((sum, rate) => sum + rate / rates.length, 0));
}

function conditionText({ kind }: Condition, runs: readonly SeedRun[]): string {
  return `${kind} ${percent(runs[0]?.truth ?? 0)}`;
}

function points(difference: number): string {
  return `${difference > 0 ? '+' : '−'}${Math.abs(difference * 100).toFixed(1)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function rangeText({ value, low, high }: Range): string {
  return Number.isNaN(value) ? '' : `${value.toFixed(3)} (${low.toFixed(3)} … ${high.toFixed(3)})`;
}

function intervalText(interval: Interval | null): string {
  return interval ? `${percent(interval.estimate)} (${percent(interval.low)}–${percent(interval.high)})` : 'unknown';
}

function rateText(interval: Interval | null, identified: boolean): string {
  if (interval === null) return 'unknown';
  return identified ? intervalText(interval) : `not identifiable, at most ${percent(interval.high)}`;
}
