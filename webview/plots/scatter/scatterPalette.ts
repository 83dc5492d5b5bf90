import type { ScatterCategory } from './scatterPoints';

const shades = 64;

/** The colours of a scatter in the theme of the moment, ready for pixels. */
export interface ScatterPalette {
  /** 64 shades a category from one point to many, each a pixel as the platform stores it (little-endian RGBA). */
  readonly ramps: readonly Uint32Array[];
  /** The same for points outside the selection. */
  readonly fadedRamps: readonly Uint32Array[];
  readonly colors: readonly string[];
  readonly isHidden: readonly boolean[];
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly focus: string;
  readonly background: string;
  readonly font: string;
}

type Bytes = readonly [number, number, number, number];

/** Reads the theme's colours where `element` stands. High contrast starts opaque: faint points would be lost. */
export function readPalette(element: HTMLElement, categories: readonly ScatterCategory[], isHidden: readonly boolean[]): ScatterPalette {
  const isHighContrast = document.body.classList.contains('vscode-high-contrast');
  const style = getComputedStyle(element);
  const resolve = colorResolver(element);
  const ink = resolve('var(--vscode-foreground)');
  const colors = categories.map(({ color }) => resolve(color));
  const bytes = byteReader();
  const least = isHighContrast ? 0.75 : 0.45;
  const ramp = (color: string, opacity: number): Uint32Array => rampOf(bytes(color), bytes(ink), least, opacity);
  return {
    ramps: colors.map((color) => ramp(color, 1)),
    fadedRamps: colors.map((color) => ramp(color, isHighContrast ? 0.4 : 0.25)),
    colors,
    isHidden,
    ink,
    muted: resolve('color-mix(in srgb, var(--vscode-foreground) 72%, var(--vscode-editor-background))'),
    line: resolve('var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 22%, transparent))'),
    focus: resolve('var(--vscode-focusBorder)'),
    background: resolve('var(--vscode-editor-background)'),
    font: `${style.fontSize} ${style.fontFamily}`,
  };
}

/** The browser itself works out what a colour with variables of the theme comes to. */
function colorResolver(element: HTMLElement): (color: string) => string {
  return (color) => {
    const probe = document.createElement('span');
    probe.style.setProperty('color', color);
    element.append(probe);
    const resolved = getComputedStyle(probe).color;
    probe.remove();
    return resolved;
  };
}

/** Any notation of a colour as bytes, by painting a pixel with it. */
function byteReader(): (color: string) => Bytes {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (color) => {
    if (context === null) return [127, 127, 127, 255];
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha];
  };
}

/** Few points are the colour, thin; many are the colour, opaque; most of all leans towards the ink, so that density shows without hue. */
function rampOf(color: Bytes, ink: Bytes, least: number, opacity: number): Uint32Array {
  return Uint32Array.from({ length: shades }, (_, at) => {
    const share = at / (shades - 1);
    const toInk = Math.max(0, share - 0.4) * 0.9;
    const channel = (place: 0 | 1 | 2): number => Math.round(color[place] * (1 - toInk) + ink[place] * toInk);
    const alpha = Math.round(255 * opacity * Math.min(1, least + (1 - least) * share * 1.6));
    return ((alpha << 24) | (channel(2) << 16) | (channel(1) << 8) | channel(0)) >>> 0;
  });
}
