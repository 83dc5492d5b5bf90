import path from 'node:path';
import * as vscode from 'vscode';

import { HubConnection } from '../../../io/hub/hubConnection';
import { hubEndpoint } from '../../../io/hub/hubEndpoint';
import { modelsFolder } from '../../../io/hub/modelsFolder';
import { proxyFetch } from '../../../io/hub/proxyFetch';
import type { ProxySettings } from '../../../io/hub/proxySettings';
import { readConfiguration } from '../../configuration/configuration';

/** The server that the settings or HF_ENDPOINT name, else the Hugging Face hub. Throws DownloadError. */
export function chosenEndpoint(): string {
  return hubEndpoint(readConfiguration().models.endpoint);
}

/** Where fetched models go. */
export function downloadFolder(): string {
  const named = readConfiguration().models.downloadFolder.trim();
  return named !== '' && path.isAbsolute(named) ? named : modelsFolder();
}

/** A connection with the user's token for that server, and the proxy of VS Code's settings. */
export async function connectToHub(secrets: vscode.SecretStorage, onWait: (reason: string, milliseconds: number) => void): Promise<HubConnection> {
  const endpoint = chosenEndpoint();
  const token = (await secrets.get(tokenKey(endpoint))) ?? (process.env['HF_TOKEN']?.trim() || null);
  return new HubConnection({ endpoint, token, fetch: proxyFetch(proxySettings()), onWait });
}

/** Asks for the token of the server and keeps it where VS Code keeps secrets; an empty answer forgets it. False when nothing was answered. */
export async function askToken(secrets: vscode.SecretStorage): Promise<boolean> {
  const endpoint = chosenEndpoint();
  const token = await vscode.window.showInputBox({
    title: vscode.l10n.t('Access token for {0}', new URL(endpoint).host),
    prompt: vscode.l10n.t('Kept where VS Code keeps secrets, and sent to this server alone. Leave empty to forget it.'),
    password: true,
    ignoreFocusOut: true,
  });
  if (token === undefined) return false;
  if (token.trim() === '') await secrets.delete(tokenKey(endpoint));
  else await secrets.store(tokenKey(endpoint), token.trim());
  return true;
}

/** Each server has a token of its own: another address must not get the one of this. */
function tokenKey(endpoint: string): string {
  return `preflens.hub.token ${new URL(endpoint).origin}`;
}

function proxySettings(): ProxySettings {
  const http = vscode.workspace.getConfiguration('http');
  const isOff = http.get<string>('proxySupport') === 'off';
  return {
    address: isOff ? '' : (http.get<string>('proxy') ?? '').trim(),
    authorization: http.get<string | null>('proxyAuthorization') || null,
    except: http.get<string[]>('noProxy') ?? [],
    strictCertificates: http.get<boolean>('proxyStrictSSL') ?? true,
  };
}
