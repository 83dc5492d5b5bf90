import { element } from '../common/element';

/** Where an interval and its estimate lie on a scale; the same is said in words beside it. */
export function intervalBar({ estimate, low, high }: { readonly estimate: number; readonly low: number; readonly high: number }, scale: { readonly from: number; readonly to: number }): HTMLElement {
  const at = (value: number): number => Math.min(100, Math.max(0, ((value - scale.from) / (scale.to - scale.from)) * 100));
  const range = element('div', { class: 'bar-range' });
  range.style.setProperty('inset-inline-start', `${String(at(low))}%`);
  range.style.setProperty('inline-size', `${String(Math.max(0.5, at(high) - at(low)))}%`);
  const mark = element('div', { class: 'bar-mark' });
  mark.style.setProperty('inset-inline-start', `${String(at(estimate))}%`);
  const zero = element('div', { class: 'bar-zero' });
  zero.style.setProperty('inset-inline-start', `${String(at(0))}%`);
  return element('div', { class: 'bar', 'aria-hidden': 'true' }, ...(scale.from < 0 ? [zero] : []), range, mark);
}

/** A share of a whole, from the left. */
export function shareBar(share: number, kind: string): HTMLElement {
  const fill = element('div', { class: `bar-fill ${kind}` });
  fill.style.setProperty('inline-size', `${String(Math.min(1, Math.max(0, share)) * 100)}%`);
  return element('div', { class: 'bar', 'aria-hidden': 'true' }, fill);
}
