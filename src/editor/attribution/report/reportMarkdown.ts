import type { AttributionReport } from './attributionReport';
import { removalTitle, targetTitle, unitText } from './attributionReport';

/** A table to paste into an issue or a note: strongest units first. */
export function reportMarkdown({ view, figures }: AttributionReport): string {
  const { place, policyName, referenceName } = view;
  const { target, empty, full, players, evaluations, method, seed, tokenNoise } = figures;
  const where = place.row === null ? `${place.file}, line ${String(place.line)}` : `${place.file}, row ${String(place.row + 1)}`;
  const models = `${policyName ?? 'no policy'}${referenceName === null ? '' : ` against ${referenceName}`}`;
  const whole = empty === null || full === null ? [] : [`- without any unit ${number(empty)}, with the whole prompt ${number(full)}`];
  const noise = tokenNoise === null ? [] : [`- token noise ${percent(tokenNoise.share)} (95 % interval ${percent(tokenNoise.low)} to ${percent(tokenNoise.high)})`];
  const order = (players ?? []).map((_, index) => index).sort((left, right) => Math.abs(players?.[right]?.value ?? 0) - Math.abs(players?.[left]?.value ?? 0) || left - right);
  const rows = order.map((index) => {
    const figure = players?.[index];
    return figure ? `| ${cell(unitText(view, index))} | ${number(figure.value)} | ${number(figure.low)} … ${number(figure.high)} |` : '';
  });
  return [
    `**Attribution of ${cell(where)}** to ${cell(targetTitle(view, target))}`,
    '',
    `- ${cell(models)}, convention ${view.convention}, units: ${view.choice.unit.kind}, removal: ${cell(removalTitle(view.choice.removal))}`,
    ...whole,
    `- ${String(evaluations)} evaluations, ${method ?? 'no estimate yet'}, seed ${String(seed)}`,
    ...noise,
    '',
    '| unit | Shapley value | 95 % interval |',
    '| --- | ---: | ---: |',
    ...rows,
    '',
  ].join('\n');
}

/** A text that neither ends a cell nor becomes markup. */
export function cell(text: string): string {
  return text.trim().replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]<>()#+!|~&-]/gu, '\\$&').slice(0, 400) || '(space)';
}

function number(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toPrecision(3)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
