import type { ScatterPoints } from '../../webview/plots/scatter/scatterPoints';
import type { Contender } from './contender';
import type { MovementName } from './movements';
import { ourContender } from './ourContender';
import { webglContender } from './webglContender';

const makers = { 'canvas (ours)': ourContender, WebGL: webglContender };
let contender: Contender | null = null;

/** Two correlated columns of scores with a tail, from a seed: what margins of two models look like. */
function makePoints(length: number): ScatterPoints {
  let state = 12345;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const x = new Float32Array(length);
  const y = new Float32Array(length);
  const category = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) {
    const tail = uniform() < 0.02 ? 3 : 1;
    const shared = normal() * tail;
    x[at] = shared;
    y[at] = 0.8 * shared + 0.6 * normal() * tail;
    category[at] = uniform() < 0.1 ? 1 : 0;
  }
  return { length, x, y, category };
}

function show(name: keyof typeof makers, length: number): number {
  contender?.remove();
  contender = makers[name](document.querySelector('main') ?? document.body);
  const points = makePoints(length);
  const before = performance.now();
  contender.show(points);
  return performance.now() - before;
}

const moves: Readonly<Record<MovementName, (of: Contender, frame: number) => void>> = {
  'nothing moves': () => undefined,
  pan: (of, frame) => of.pan(0.02 * Math.sin(frame / 20), 0.015 * Math.cos(frame / 20)),
  zoom: (of, frame) => of.zoom(frame % 120 < 60 ? 1.05 : 1 / 1.05),
  'pan, zoomed in 8 times': (of, frame) => of.pan(0.02 * Math.sin(frame / 20), 0.015 * Math.cos(frame / 20)),
  hover: (of, frame) => of.hover(0.5 + 0.3 * Math.sin(frame / 31), 0.5 + 0.3 * Math.cos(frame / 17)),
};

/** Milliseconds between frames while something moves with every frame. */
async function move(name: MovementName, milliseconds: number): Promise<number[]> {
  const of = contender;
  if (of === null) return [];
  of.reset();
  if (name === 'pan, zoomed in 8 times') of.zoom(8);
  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  let before = await nextFrame();
  const start = before;
  const deltas: number[] = [];
  while (before - start < milliseconds) {
    moves[name](of, deltas.length);
    const now = await nextFrame();
    deltas.push(now - before);
    before = now;
  }
  return deltas;
}

export interface ScatterBenchPage {
  show(name: string, length: number): number;
  move(name: MovementName, milliseconds: number): Promise<number[]>;
}

Object.assign(window, { scatterBench: { show, move } });
