import * as vscode from 'vscode';

/** Asks before a link of a dataset is opened, with its whole address; only of kinds that a browser or a mail program takes. */
export async function openLink(address: string): Promise<void> {
  const uri = webAddress(address);
  if (uri === undefined) return void vscode.window.showWarningMessage(vscode.l10n.t('This link is not opened: only addresses of the web and of mail are.'));
  const [open, copy] = [vscode.l10n.t('Open'), vscode.l10n.t('Copy Address')];
  const question = vscode.l10n.t('Open this address from the dataset?');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail: uri }, open, copy);
  if (answer === open) await vscode.env.openExternal(vscode.Uri.parse(uri, true));
  else if (answer === copy) await vscode.env.clipboard.writeText(uri);
}

/** The address as it would be asked for, in ASCII: look-alike letters of a host show as what they are. */
function webAddress(address: string): string | undefined {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
