const namespace = 'http://www.w3.org/2000/svg';

const paths = {
  check: 'M3.5 8.6l3 3 6-7',
  cross: 'M4 4l8 8M12 4l-8 8',
  info: 'M8 7.2v4M8 4.6v.2M14 8a6 6 0 1 1-12 0a6 6 0 1 1 12 0',
  warning: 'M8 2.4l6 11H2zM8 6.6v3.2M8 11.4v.2',
  balance: 'M3 6h10M3 10h10',
} as const;
export type IconName = keyof typeof paths;

/** A decorative 16 px line icon in the colour of the text around it; the meaning is always in words beside it. */
export function icon(name: IconName): SVGSVGElement {
  const picture = document.createElementNS(namespace, 'svg');
  picture.setAttribute('viewBox', '0 0 16 16');
  picture.setAttribute('class', 'icon');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', paths[name]);
  picture.append(path);
  return picture;
}
