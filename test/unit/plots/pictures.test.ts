import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';

import { agreementMatrix } from '../../../src/plots/agreementMatrix';
import { calibrationDiagram } from '../../../src/plots/calibrationDiagram';
import { codeBars } from '../../../src/plots/codeBars';
import { coefficientRows } from '../../../src/plots/coefficientRows';
import { displacementGrid } from '../../../src/plots/displacementGrid';
import { lengthAccuracy, lengthMargins } from '../../../src/plots/lengthBias';
import { marginHistogram } from '../../../src/plots/marginHistogram';
import { noiseGauge } from '../../../src/plots/noiseGauge';
import type { Picture } from '../../../src/plots/picture';
import type { PictureOptions } from '../../../src/plots/pictureOptions';
import { sliceMultiples } from '../../../src/plots/sliceMultiples';
import { sampleFigures } from './sampleFigures';

const margins = sampleFigures.margins!;
const lengths = sampleFigures.lengths!;
const { page } = sampleFigures;

function options(extra: Partial<PictureOptions> = {}): PictureOptions {
  const { document } = parseHTML('<!DOCTYPE html><html><body></body></html>');
  return { document, width: 520, id: 'picture', ...extra };
}

const pictures: Readonly<Record<string, (given: PictureOptions) => Picture>> = {
  'margin histogram': (given) => marginHistogram(margins, given),
  'displacement grid': (given) => displacementGrid(sampleFigures.displacement!, 'rewardMargin', given),
  'length accuracy': (given) => lengthAccuracy(lengths, given),
  'length margins': (given) => lengthMargins(lengths, given),
  calibration: (given) => calibrationDiagram(sampleFigures.calibration!, given),
  coefficients: (given) => coefficientRows(page.preferences, given),
  'noise gauge': (given) => noiseGauge(page, given),
  'agreement matrix': (given) => agreementMatrix(page.agreement, given),
  'findings by code': (given) => codeBars(sampleFigures.codes, given),
  slices: (given) => sliceMultiples(sampleFigures.slices, margins, given),
};

function number(element: Element | undefined, name: string): number {
  return Number(element?.getAttribute(name));
}

describe.each(Object.entries(pictures))('%s', (_, draw) => {
  it('is the same text for the same figures', () => {
    expect(draw(options()).svg.outerHTML).toBe(draw(options()).svg.outerHTML);
  });

  it('says what it shows and what that means, under ids of its own', () => {
    const { svg } = draw(options({ id: 'mine' }));
    expect(svg.getAttribute('role')).toBe('img');
    expect(svg.querySelector(`#${svg.getAttribute('aria-labelledby')!}`)?.textContent).not.toBe('');
    expect(svg.querySelector(`#${svg.getAttribute('aria-describedby')!}`)?.textContent).toMatch(/\.$/);
    expect([...svg.querySelectorAll('[id]')].map((element) => element.id).every((id) => id.startsWith('mine-'))).toBe(true);
  });

  it('needs no style element or attribute, and no colour but those of the page', () => {
    const { svg } = draw(options());
    expect(svg.querySelectorAll('style, [style]')).toHaveLength(0);
    const painted = [...svg.querySelectorAll('[fill], [stroke]')].flatMap((element) => [element.getAttribute('fill'), element.getAttribute('stroke')]).filter((paint) => paint !== null);
    expect(painted.filter((paint) => paint !== 'none' && !paint.startsWith('var(--picture-'))).toEqual([]);
    expect(svg.outerHTML).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('names each mark where marks are looked at one by one, and holds them by index', () => {
    const { svg, marks } = draw(options({ interactive: true }));
    expect(svg.getAttribute('role')).toBe('group');
    expect(marks.length).toBeGreaterThan(2);
    for (const [index, { element, text }] of marks.entries()) {
      expect(svg.contains(element)).toBe(true);
      expect(element.getAttribute('data-mark')).toBe(String(index));
      expect(element.getAttribute('aria-label')).toBe(text);
    }
  });
});

describe('the margin histogram', () => {
  const { svg, marks } = marginHistogram(margins, options());
  const bars = marks.map(({ element }) => element);

  it('has a bar for each bin and for what lies beyond, in heights that go with the counts', () => {
    const counts = [6, ...margins.histogram.counts, 12];
    expect(marks.map(({ count }) => count)).toEqual(counts);
    const unit = number(bars[13], 'height') / counts[13]!;
    for (const [index, bar] of bars.entries()) expect(number(bar, 'height')).toBeCloseTo(counts[index]! * unit, 1);
  });

  it('stands for ranges that together hold every margin once', () => {
    const ranges = marks.map(({ conditions }) => conditions[0]!).map((one) => (one.kind === 'range' ? one : undefined)!);
    expect(ranges[0]!.from).toBeNull();
    expect(ranges[ranges.length - 1]!.below).toBeNull();
    expect(ranges.slice(1).map(({ from }) => from)).toEqual(ranges.slice(0, -1).map(({ below }) => below));
  });

  it('has hollow bars at the ends, orange below zero and blue above', () => {
    expect([bars[0], bars[25]].map((bar) => bar!.getAttribute('fill'))).toEqual(['none', 'none']);
    expect(bars[1]!.getAttribute('fill')).toBe('var(--picture-diverging-1)');
    expect(bars[24]!.getAttribute('fill')).toBe('var(--picture-diverging-8)');
  });

  it('shades the ambiguous band exactly over its bins', () => {
    const band = svg.querySelector('.ambiguous rect')!;
    const [from, to] = [bars[12]!, bars[13]!];
    expect(number(band, 'x')).toBeCloseTo(number(from, 'x') - 0.5, 1);
    expect(number(band, 'x') + number(band, 'width')).toBeCloseTo(number(to, 'x') + number(to, 'width') + 0.5, 1);
  });

  it('says likelihood margin where there is no reference model, and filters by it', () => {
    const picture = marginHistogram({ ...margins, figure: 'likelihoodMargin' }, options());
    expect(picture.svg.querySelector('title')?.textContent).toBe('Likelihood margins');
    expect(picture.marks[0]?.conditions).toEqual([{ kind: 'range', column: 'likelihoodMargin', from: null, below: -3 }]);
  });
});

it('the gauge has its bar from the low to the high end of the interval and its line at the estimate', () => {
  const { svg, marks } = noiseGauge(page, options());
  const [bar] = marks.map(({ element }) => element);
  const ground = svg.querySelector('g rect')!;
  const at = (share: number) => number(ground, 'x') + (share / 0.5) * number(ground, 'width');
  expect(number(bar, 'x')).toBeCloseTo(at(page.noiseRate!.low), 1);
  expect(number(bar, 'x') + number(bar, 'width')).toBeCloseTo(at(page.noiseRate!.high), 1);
  expect(number(svg.querySelector('.estimates line')!, 'x1')).toBeCloseTo(at(page.noiseRate!.estimate), 1);
});

it('coefficients stand in order of certainty and size, hollow where the interval holds zero', () => {
  const { svg, marks } = coefficientRows(page.preferences, options());
  expect(marks.map(({ text }) => text.split(':')[0])).toEqual(['words', 'refusals', 'list items', 'exclamation marks']);
  expect(marks.map(({ element }) => element.getAttribute('fill'))).toEqual(['var(--picture-diverging-8)', 'var(--picture-diverging-1)', 'var(--picture-diverging-8)', 'var(--picture-background)']);
  const [interval] = [...svg.querySelectorAll('.intervals line')];
  const dot = number(marks[0]!.element, 'cx');
  expect((number(interval, 'x1') + number(interval, 'x2')) / 2).toBeCloseTo(dot, 1);
});

it('the bars of the length picture span the intervals, and a bin holds both its ends', () => {
  const { svg, marks } = lengthAccuracy(lengths, options());
  const height = (share: number) => number(marks[0]!.element, 'y') + (lengths.bins[0]!.accuracy.high - share) * scale;
  const scale = number(marks[0]!.element, 'height') / (lengths.bins[0]!.accuracy.high - lengths.bins[0]!.accuracy.low);
  for (const [index, { accuracy }] of lengths.bins.entries()) {
    expect(number(marks[index]!.element, 'y')).toBeCloseTo(height(accuracy.high), 0);
    expect(number([...svg.querySelectorAll('.estimates line')][index], 'y1')).toBeCloseTo(height(accuracy.estimate), 0);
  }
  expect(marks[0]!.conditions).toEqual([{ kind: 'range', column: 'lengthDifference', from: -800, below: -150 }]);
});

it('calibration dots stand for all predictions between them, as margins', () => {
  const { marks } = calibrationDiagram(sampleFigures.calibration!, options());
  const ranges = marks.map(({ conditions: [range] }) => (range?.kind === 'range' ? range : undefined)!);
  expect(ranges.slice(1).map(({ from }) => from)).toEqual(ranges.slice(0, -1).map(({ below }) => below));
  expect(ranges[1]!.below).toBeCloseTo(0, 12);
});

it('cells of the grid stand for both of their ranges, and fuller cells are a later step', () => {
  const { marks } = displacementGrid(sampleFigures.displacement!, 'rewardMargin', options());
  const step = (index: number) => Number(/(\d)\)$/.exec(marks[index]!.element.getAttribute('fill')!)![1]);
  const ranked = marks.map((_, index) => index).sort((first, second) => marks[first]!.count! - marks[second]!.count!);
  expect(ranked.map(step)).toEqual(ranked.map(step).sort());
  expect(step(ranked[0]!)).toBe(1);
  expect(step(ranked[ranked.length - 1]!)).toBe(6);
  expect(marks[0]!.conditions.map((one) => one.kind === 'range' && one.column)).toEqual(['lengthNormalizedChes', 'rewardMargin']);
});

it('slices have one bar for each bin that holds pairs, of heights that go with shares of the slice', () => {
  const { svg, marks } = sliceMultiples(sampleFigures.slices, margins, options());
  expect(marks).toHaveLength(sampleFigures.slices.reduce((sum, { counts }) => sum + counts.filter((count) => count > 0).length, 0));
  expect(marks.every(({ conditions: [first] }) => first?.kind === 'label')).toBe(true);
  const [first, second] = [marks[4]!, marks[8]!];
  expect(number(first.element, 'height') / first.count!).toBeCloseTo(number(second.element, 'height') / second.count!, 1);
  // The heading of a slice (three lines) stands above its tallest bar.
  const [top, lines] = [Math.min(...marks.map(({ element }) => number(element, 'y'))), 3 * 1.25 * 11];
  expect(top).toBeGreaterThan(lines + 8);
  // What a slice is called never becomes markup.
  expect(svg.querySelector('script')).toBeNull();
  expect(svg.textContent).toContain('crowd <script>');
});

it('pictures of nothing are drawn all the same', () => {
  for (const picture of [codeBars([], options()), agreementMatrix([], options()), coefficientRows([], options()), sliceMultiples([], margins, options()), lengthAccuracy({ bins: [], fit: null }, options()), noiseGauge({ noiseRate: null, noiseRateBySource: {}, noiseRateReason: 'Nobody was asked.' }, options())]) {
    expect(picture.svg.querySelector('desc')?.textContent).toMatch(/\.$/);
    expect(picture.svg.outerHTML).not.toMatch(/NaN|undefined/);
  }
});
