import { createHash } from 'node:crypto';

import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';

import { withoutLabelValues } from '../../../src/core/report/withoutLabelValues';
import { reportHtml } from '../../../src/report/reportHtml';
import { reportMarkdown } from '../../../src/report/reportMarkdown';
import { finishedAudit } from '../../webview/sampleAudit';
import { hostileTexts, sampleReport } from './sampleReport';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
const html = reportHtml(sampleReport, { sha256 });
const markdown = reportMarkdown(sampleReport);
const { document } = parseHTML(html);

describe('the HTML report', () => {
  it('gives what people found of pairs drawn at random beside the estimate', () => {
    const audited = { ...sampleReport, figures: { ...sampleReport.figures, page: { ...sampleReport.figures.page, auditedRate: finishedAudit } } };
    const text = reportMarkdown(audited).replaceAll('\u00a0', ' ');
    expect(text).toContain('By 58 reviewed pairs drawn at random, 10 % (3.9 % to 21 %) of the labels are wrong. Of 2 more pairs nobody could tell.');
    expect(markdown).not.toContain('drawn at random');
  });

  it('is the same text for the same report', () => {
    expect(reportHtml(sampleReport, { sha256 })).toBe(html);
    expect(reportMarkdown(sampleReport)).toBe(markdown);
  });

  it('allows nothing but its own stylesheet, by hash', () => {
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')!.getAttribute('content')!;
    const [style, ...others] = document.querySelectorAll('style');
    expect(others).toEqual([]);
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${sha256(style!.textContent!)}'; base-uri 'none'; form-action 'none'`);
  });

  it('has no script, no handler, no style attribute and nothing from elsewhere, whatever the data say', () => {
    expect(document.querySelectorAll('script, iframe, img, object, embed, link, base, form, a, foreignObject, image, use')).toHaveLength(0);
    const attributes = [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]);
    expect(attributes.filter(({ name }) => /^on|^(href|src|style|srcset|action|formaction)$|:/i.test(name)).map(({ name }) => name)).toEqual([]);
    expect(attributes.filter(({ value }) => /url\(|javascript:|https?:/i.test(value) && !value.startsWith('http://www.w3.org/'))).toEqual([]);
    expect(document.querySelector('style')!.textContent).not.toMatch(/url\(|@import/);
  });

  it('shows hostile text as text', () => {
    expect(document.querySelector('h1')!.textContent).toBe(sampleReport.figures.file);
    expect(document.querySelector('.examples')!.textContent).toContain(hostileTexts[1]);
    expect(document.title).toContain('<script>');
  });

  it('has unique ids, and headings in order', () => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.slice(1).every((level, index) => level - levels[index]! <= 1)).toBe(true);
  });

  it('has every picture with a name and a caption of one sentence or more', () => {
    const figures = [...document.querySelectorAll('figure')];
    expect(figures).toHaveLength(10);
    for (const figure of figures) {
      const svg = figure.querySelector('svg')!;
      expect(document.getElementById(svg.getAttribute('aria-labelledby')!)?.textContent).not.toBe('');
      expect(figure.querySelector('figcaption')!.textContent).toMatch(/\.$/);
    }
  });

  it('says why the file does not pass, with how many rows could not be read and what was silenced', () => {
    expect(document.querySelector('.fails li')!.textContent).toBe(sampleReport.failures[0]);
    expect(document.querySelector('header p')!.textContent).toBe('1,470 rows, 1,460 pairs, 1,458 scored, 110 findings, 2 rows that cannot be read, 3 silenced.');
    expect(document.body.textContent).toContain('And 106 more.');
  });

  it('names where the numbers come from, and a date only where one is given', () => {
    expect(document.body.textContent).toContain('ab'.repeat(32));
    expect(document.body.textContent).not.toContain('Date');
    expect(reportHtml({ ...sampleReport, provenance: { ...sampleReport.provenance, date: '2025-06-30' } }, { sha256 })).toContain('2025-06-30');
  });
});

describe('the Markdown report', () => {
  /** Text outside of code spans. */
  const prose = markdown.replace(/(`+)(?:(?!`)[\s\S]|`(?!\1))*?[^`]\1(?!`)/g, '‹code›');

  it('lets no text become markup, a link, a picture or a mention', () => {
    expect(prose).not.toMatch(/<|(?<!\\)\[|!\[|@(?!\u200b)|https?:\/\/|\bwww\./);
  });

  it('keeps its tables whole: each row has as many cells as its head', () => {
    const lines = markdown.split('\n');
    const cells = (line: string) => line.split(/(?<!\\)\|/).length;
    const tables = lines.flatMap((line, index) => (/^\| ---|^\| ---:/.test(line) ? [index] : []));
    expect(tables.length).toBeGreaterThan(5);
    for (const rule of tables) for (let row = rule + 1; lines[row]!.startsWith('|'); row++) expect(cells(lines[row]!), lines[row]).toBe(cells(lines[rule]!));
  });

  it('draws bars as text and says what the pictures say', () => {
    expect(markdown).toMatch(/70\u00a0% \| █{14}/);
    expect(markdown).toContain('The median margin is 0.08');
  });
});

it('without texts the values of slices are numbers, the same in the picture and in the table', () => {
  const { slices, page } = withoutLabelValues({ ...sampleReport.figures, slices: sampleReport.figures.slices.map((slice) => ({ ...slice, label: hostileTexts[2]! })) });
  expect(page.slices.map(({ value }) => value)).toEqual(['value 1', 'value 2', 'value 3', 'value 4']);
  expect(slices.map(({ value }) => value)).toEqual(['value 1', 'value 2', 'value 3', 'value 4', 'value 1']);
});
