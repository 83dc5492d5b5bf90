import { proxyFor, type ProxySettings } from './proxySettings';

/**
 * `fetch` through the proxy that the settings or the environment name. Where they name none it is the platform's own, which in VS
 * Code goes by what the system knows of proxies.
 */
export function proxyFetch(settings: ProxySettings, environment: NodeJS.ProcessEnv = process.env): typeof fetch {
  const agents = new Map<string, Promise<unknown>>();
  return async (input, init) => {
    const proxy = proxyFor(input instanceof Request ? input.url : String(input), settings, environment);
    if (proxy === null) return fetch(input, init);
    // Node's own fetch takes no agent of another version of undici, so both come from one package. It is large, and seldom needed.
    const undici = await import('undici');
    const agent = agents.get(proxy) ?? Promise.resolve(new undici.ProxyAgent(agentOptions(proxy, settings)));
    agents.set(proxy, agent);
    const answer = await undici.fetch(input as string, { ...(init as object), dispatcher: (await agent) as InstanceType<typeof undici.ProxyAgent> });
    return answer as unknown as Response;
  };
}

function agentOptions(proxy: string, { authorization, strictCertificates }: ProxySettings) {
  const certificates = { rejectUnauthorized: strictCertificates };
  return { uri: proxy, ...(authorization === null ? {} : { token: authorization }), requestTls: certificates, proxyTls: certificates };
}
