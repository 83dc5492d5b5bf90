import { element } from '../element';
import { readableNodes } from '../textNodes';

/** Where a link leads, as somebody should know before they press it: the host, or the address where there is none. */
function destination(address: string): string {
  try {
    const url = new URL(address);
    return url.host === '' ? url.href : url.host;
  } catch {
    return address;
  }
}

function isOpenable(address: string): boolean {
  return /^(https?|mailto):/i.test(address);
}

/** A link of a dataset. It is a button, since nothing is followed without asking; where it leads stands behind it, whatever its text claims. */
export function linkButton(address: string, title: string, open: (address: string) => void): { readonly element: HTMLElement; readonly destination: HTMLElement } {
  const told = title === '' ? address : `${address} (${title})`;
  const shown = element('span', { class: 'markdown-destination', dir: 'ltr', title: told }, ' (', ...readableNodes(destination(address)), ')');
  if (!isOpenable(address)) return { element: element('span', { class: 'markdown-link' }), destination: shown };
  const button = element('button', { type: 'button', class: 'link markdown-link', title: told });
  button.addEventListener('click', () => open(address));
  return { element: button, destination: shown };
}
