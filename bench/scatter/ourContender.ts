import { ScatterPlot } from '../../webview/plots/scatter/scatterPlot';
import type { Contender } from './contender';

/** The scatter of the panels, with everything that it does. */
export function ourContender(parent: HTMLElement): Contender {
  const plot = new ScatterPlot({
    label: 'Bench',
    xAxis: { label: 'Margin (A)', lines: [0], extent: null },
    yAxis: { label: 'Margin (B)', lines: [0], extent: null },
    categories: [{ label: 'Others', color: 'var(--plus)', shape: 'disc' }, { label: 'Wrong', color: 'var(--minus)', shape: 'cross' }],
    diagonal: true,
    describe: (index) => `Row ${String(index)}`,
    onBrush: () => undefined,
    onActivate: () => undefined,
  });
  parent.append(plot.element);
  const surface = plot.element.querySelector('.scatter-surface');
  return {
    show(points) {
      plot.setPoints(points);
      plot.drawNow();
    },
    reset: () => plot.resetView(),
    pan: (right, up) => plot.panBy(right, up),
    zoom: (factor) => plot.zoomBy(factor, 0.5, 0.5),
    hover(x, y) {
      const bounds = surface?.getBoundingClientRect() ?? new DOMRect();
      surface?.dispatchEvent(new PointerEvent('pointermove', { clientX: bounds.left + bounds.width * x, clientY: bounds.top + bounds.height * y }));
    },
    remove: () => plot.dispose(),
  };
}
