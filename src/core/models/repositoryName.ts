const part = /^[A-Za-z0-9][\w.-]{0,95}$/;

/** Reads the name of a model repository: `owner/name`, `name`, or the address of its page. Null for anything else. */
export function parseRepositoryName(text: string): string | null {
  const parts = withoutAddress(text.trim()).split('/').filter((piece) => piece !== '');
  const isName = (piece: string) => part.test(piece) && !piece.includes('..') && !piece.includes('--') && !/[.-]$/.test(piece);
  return (parts.length === 1 || parts.length === 2) && parts.every(isName) ? parts.join('/') : null;
}

/** People copy the address of the page; what follows the name (`/tree/main`, say) is not part of it. */
function withoutAddress(text: string): string {
  const path = /^https?:\/\/[^/]+\/(.*)$/i.exec(text)?.[1];
  return path === undefined ? text : path.split(/[?#]/)[0]?.split('/').slice(0, 2).join('/') ?? '';
}
