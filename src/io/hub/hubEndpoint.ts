import { DownloadError } from './downloadError';

const publicHub = 'https://huggingface.co';

/** The address that models are fetched from: what was chosen, else HF_ENDPOINT, else the Hugging Face hub. Without a slash at its end. */
export function hubEndpoint(chosen: string | undefined, environment: NodeJS.ProcessEnv = process.env): string {
  const written = chosen?.trim() || environment['HF_ENDPOINT']?.trim() || publicHub;
  const address = written.includes('://') ? written : `https://${written}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new DownloadError('unreachable', `"${written}" is not the address of a server; write it like ${publicHub}.`);
  if (url.username !== '' || url.password !== '') throw new DownloadError('unreachable', 'The address of the server holds a password; give an access token instead.');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** Whether a token may go there: its text would otherwise cross the network for everybody to read. */
export function mayCarryToken(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
