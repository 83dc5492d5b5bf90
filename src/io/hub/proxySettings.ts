/** Which proxy stands between this machine and a server. */
export interface ProxySettings {
  /** The address of the proxy for everything; empty asks the environment (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY). */
  readonly address: string;
  /** The value of Proxy-Authorization; null where there is none, or where the address holds it. */
  readonly authorization: string | null;
  /** Hosts that are reached directly, beside those of NO_PROXY. */
  readonly except: readonly string[];
  /** False accepts a certificate that nobody has signed, as the setting http.proxyStrictSSL allows. */
  readonly strictCertificates: boolean;
}

export const environmentProxy: ProxySettings = { address: '', authorization: null, except: [], strictCertificates: true };

/** The proxy for a request, or null where the server is reached directly. */
export function proxyFor(url: string, settings: ProxySettings, environment: NodeJS.ProcessEnv = process.env): string | null {
  const { protocol, hostname, port } = new URL(url);
  const named = (name: string) => environment[name.toLowerCase()] || environment[name.toUpperCase()] || '';
  const address = settings.address || named(protocol === 'https:' ? 'https_proxy' : 'http_proxy') || named('all_proxy');
  if (address === '') return null;
  const exceptions = [...settings.except, ...named('no_proxy').split(/[\s,]+/)].filter((entry) => entry !== '');
  const actualPort = port || (protocol === 'https:' ? '443' : '80');
  if (exceptions.some((entry) => isMeant(entry, hostname, actualPort))) return null;
  return address.includes('://') ? address : `http://${address}`;
}

/** `*`, `host`, `.domain`, `*.domain`, each with a port or without; a name also means what lies below it, as in curl. */
function isMeant(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, '')) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  return hostname === name || hostname.endsWith(`.${name}`);
}
