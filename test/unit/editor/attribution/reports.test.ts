import { describe, expect, it } from 'vitest';

import type { AttributionReport } from '../../../../src/editor/attribution/report/attributionReport';
import { reportJson } from '../../../../src/editor/attribution/report/reportJson';
import { reportMarkdown } from '../../../../src/editor/attribution/report/reportMarkdown';
import { reportSvg } from '../../../../src/editor/attribution/report/reportSvg';
import { attributionFigures, attributionView } from '../../../webview/sampleAttribution';

const hostile = 'say <script>alert(1)</script> & "x" | `y` [l](javascript:z) \u0000\u001b\ud800 end';

function report(prompt?: string): AttributionReport {
  const view = attributionView({}, prompt);
  return { view, figures: attributionFigures(view), sensitivity: null };
}

describe('a saved picture', () => {
  it('is the same file for the same figures', () => {
    expect(reportSvg(report(), 'bars')).toBe(reportSvg(report(), 'bars'));
  });

  it('has a bar, a whisker and a figure for every unit', () => {
    const svg = reportSvg(report(), 'bars');
    const units = attributionView().players.length;
    expect(svg.match(/<path /g)).toHaveLength(units);
    expect(svg.match(/ ± /g)).toHaveLength(units);
  });

  it('of a waterfall begins without any unit and ends with the whole prompt', () => {
    const texts = Array.from(reportSvg(report(), 'waterfall').matchAll(/<text [^>]*text-anchor="end"[^>]*>([^<]*)</g), (match) => match[1]);
    expect(texts[0]).toBe('without any unit');
    expect(texts[1]).toBe('−0.520');
    expect(texts.at(-2)).toBe('the whole prompt');
  });

  it('takes text as text, and leaves out what XML forbids', () => {
    const svg = reportSvg(report(hostile), 'bars');
    expect(svg).not.toMatch(/<script/);
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toMatch(/[\u0000\u001b\ud800]/);
  });
});

describe('copied figures', () => {
  it('are a table of all units, strongest first, whose cells hold', () => {
    const lines = reportMarkdown(report(hostile)).split('\n');
    const rows = lines.slice(lines.findIndex((line) => line.startsWith('| ---')) + 1).filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(attributionView({}, hostile).players.length);
    for (const row of rows) expect(row.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(4);
    expect(rows.join('')).not.toMatch(/(?<!\\)<script/);
    const sizes = rows.map((row) => Math.abs(Number(row.split('|').at(-3)?.replace('−', '-'))));
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
  });
});

describe('a saved result', () => {
  it('holds what the command line prints, and the texts of the units', () => {
    const { view, figures } = report();
    const saved = JSON.parse(reportJson({ view, figures, sensitivity: null })) as Record<string, unknown> & { values: { text: string; value: number }[] };
    for (const name of ['target', 'unit', 'removal', 'method', 'seed', 'players', 'evaluations', 'empty', 'full', 'residual', 'values', 'interactions', 'tokenNoise']) expect(saved).toHaveProperty(name);
    expect(saved.values.map(({ text }) => text).join('')).toBe(view.prompt[0]!.content);
    expect(saved.values.map(({ value }) => value)).toEqual(figures.players!.map(({ value }) => value));
  });
});
