import type { AttributionChart } from '../../../shared/attributionProtocol';
import type { AttributionReport } from './attributionReport';
import { removalTitle, targetTitle, unitText } from './attributionReport';

/** A picture stands by itself, on white, whatever the theme of the editor was: blue and orange are told apart by all eyes, and hatching says the same. */
const colors = { plus: '#1a6fb5', minus: '#c4501b', total: '#6b6b6b', ink: '#1f1f1f', muted: '#5c5c5c', line: '#c8c8c8' };
const width = 860;
const nameWidth = 240;
const figureWidth = 150;
const rowHeight = 22;
const headHeight = 64;
const footHeight = 34;
const mostRows = 40;

interface Line {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'plus' | 'minus' | 'total';
  readonly interval: readonly [number, number] | null;
  readonly figure: string;
}

/** The bars or the waterfall as an SVG file of its own: no scripts, no links, every text escaped. */
export function reportSvg(report: AttributionReport, chart: AttributionChart): string {
  const lines = chart === 'bars' ? barLines(report) : waterfallLines(report);
  const ends = lines.flatMap(({ from, to, interval }) => [from, to, ...(interval ?? [])]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const track = width - nameWidth - figureWidth;
  const x = (value: number): number => nameWidth + ((value - low) / (high - low || 1)) * track;
  const height = headHeight + lines.length * rowHeight + footHeight;
  const bottom = headHeight + lines.length * rowHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(title(report))}</title>`,
    `<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="#ffffff"/><rect width="2.4" height="4" fill="${colors.minus}"/></pattern></defs>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(16, 26, title(report), { size: 16, weight: 600 }),
    text(16, 46, subtitle(report), { fill: colors.muted, size: 12 }),
    ...lines.flatMap((line, index) => row(line, headHeight + index * rowHeight, x)),
    `<line x1="${at(x(0))}" x2="${at(x(0))}" y1="${String(headHeight - 4)}" y2="${String(bottom + 2)}" stroke="${colors.line}"/>`,
    text(16, bottom + 22, foot(report), { fill: colors.muted, size: 11 }),
    '</svg>',
    '',
  ].join('\n');
}

function row({ name, from, to, kind, interval, figure }: Line, top: number, x: (value: number) => number): string[] {
  const middle = top + rowHeight / 2;
  const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
  const fill = kind === 'minus' ? 'url(#hatch)' : colors[kind];
  const bar = `<rect x="${at(left)}" y="${at(middle - 6)}" width="${at(Math.max(1, right - left))}" height="12" fill="${fill}" stroke="${colors[kind]}"/>`;
  const whisker = interval ? [`<path d="M${at(x(interval[0]))} ${at(middle - 3)}v6M${at(x(interval[0]))} ${at(middle)}H${at(x(interval[1]))}M${at(x(interval[1]))} ${at(middle - 3)}v6" fill="none" stroke="${colors.ink}"/>`] : [];
  return [text(nameWidth - 8, middle + 4, name, { anchor: 'end', size: 12, family: 'ui-monospace, monospace' }), bar, ...whisker, text(width - 12, middle + 4, figure, { anchor: 'end', size: 12 })];
}

function barLines({ view, figures: { players } }: AttributionReport): readonly Line[] {
  const order = (players ?? []).map((_, index) => index).sort((left, right) => Math.abs(players?.[right]?.value ?? 0) - Math.abs(players?.[left]?.value ?? 0) || left - right);
  return order.slice(0, mostRows).flatMap((index): Line[] => {
    const player = players?.[index];
    if (!player) return [];
    const { value, low, high, standardError } = player;
    const sure = standardError === 0 ? '' : ` ± ${((high - low) / 2).toPrecision(2)}`;
    return [{ name: short(unitText(view, index)), from: 0, to: value, kind: value < 0 ? 'minus' : 'plus', interval: standardError === 0 ? null : [low, high], figure: `${signed(value)}${sure}` }];
  });
}

function waterfallLines({ view, figures: { players, empty, full } }: AttributionReport): readonly Line[] {
  if (!players || empty === null || full === null) return [];
  const bySize = players.map((_, index) => index).sort((left, right) => Math.abs(players[right]?.value ?? 0) - Math.abs(players[left]?.value ?? 0) || left - right);
  const own = bySize.slice(0, mostRows - 3).sort((left, right) => left - right);
  const steps = own.map((index) => ({ name: short(unitText(view, index)), value: players[index]?.value ?? 0 }));
  const rest = full - empty - steps.reduce((sum, { value }) => sum + value, 0);
  const others = players.length > own.length ? [{ name: `${String(players.length - own.length)} others`, value: rest }] : [];
  let running = empty;
  const lines = [...steps, ...others].map(({ name, value }): Line => {
    const from = running;
    running += value;
    return { name, from, to: running, kind: value < 0 ? 'minus' : 'plus', interval: null, figure: signed(value) };
  });
  const total = (name: string, value: number): Line => ({ name, from: 0, to: value, kind: 'total', interval: null, figure: signed(value) });
  return [total('without any unit', empty), ...lines, total('the whole prompt', full)];
}

function title({ view: { place } }: AttributionReport): string {
  return `${place.file}, ${place.row === null ? `line ${String(place.line)}` : `row ${String(place.row + 1)}`}`;
}

function subtitle({ view, figures: { target } }: AttributionReport): string {
  return `Shapley values of the prompt for ${targetTitle(view, target)}`;
}

function foot({ view: { policyName, referenceName, convention, choice }, figures: { evaluations, method, seed } }: AttributionReport): string {
  const models = [policyName, referenceName].filter((name) => name !== null).join(' / ');
  return `${models} · ${convention} · ${choice.unit.kind} · removal ${removalTitle(choice.removal)} · ${String(evaluations)} evaluations · ${method ?? ''} · seed ${String(seed)}`;
}

interface TextLook {
  readonly fill?: string;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: 'start' | 'end';
  readonly family?: string;
}

function text(x: number, y: number, content: string, { fill = colors.ink, size = 13, weight = 400, anchor = 'start', family }: TextLook): string {
  const font = family === undefined ? '' : ` font-family="${family}"`;
  return `<text x="${at(x)}" y="${at(y)}" fill="${fill}" font-size="${String(size)}" font-weight="${String(weight)}" text-anchor="${anchor}"${font} xml:space="preserve">${escaped(content)}</text>`;
}

function short(unit: string): string {
  const characters = Array.from(unit.trim().replace(/\s+/gu, ' '));
  return characters.length === 0 ? '(space)' : characters.length <= 30 ? characters.join('') : `${characters.slice(0, 29).join('')}…`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toPrecision(3)}`;
}

/** Rounded, so that the same figures give the same file. */
function at(position: number): string {
  return position.toFixed(1);
}

/** Characters that XML forbids (controls, lone surrogates) become the replacement character. */
function escaped(content: string): string {
  const legal = content.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return legal.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
