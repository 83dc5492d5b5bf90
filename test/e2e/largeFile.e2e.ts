import { useEditor } from '../harness/editorStage';

/** Rows that are quickly refused, to fill a file beyond what VS Code hands to extensions. */
const filler = `${JSON.stringify({ filler: 'x'.repeat(1_000_000) })}\n`;
const pairs = Array.from({ length: 6 }, (_, index) => `${JSON.stringify({ prompt: `Question ${index}?`, chosen: ' Yes, gladly.', rejected: ` No, ${'never '.repeat(index)}.` })}\n`);

describe('a dataset too large for a text editor', () => {
  const workbench = useEditor({ files: { 'large.jsonl': filler.repeat(56) + pairs.join('') } });

  it('is scored from its tab all the same, and its worst pair opens in the panel', async () => {
    await workbench.openFile('large.jsonl');
    // No text editor, so nothing started the extension yet: the button in the title of the tab does.
    await workbench.page.locator('.editor-actions .action-label[aria-label^="Score Dataset"]').click();
    await workbench.waitForStatusBar(/6 pairs · .* · 56 unreadable/, 60_000);
    const tab = workbench.page.locator('.tab', { hasText: /^Pair (5|6)\d$/ });
    await tab.waitFor();
    const panel = await workbench.webviewFrame((await tab.innerText()).trim());
    await panel.getByText(/^Row \d+ of 62$/).waitFor();
    await workbench.screenshot('large');
  });
});
