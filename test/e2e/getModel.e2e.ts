import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { FakeHub } from '../unit/hub/fakeHub';
import { repositoryRoot } from '../harness/repositoryRoot';
import { useEditor } from '../harness/editorStage';

const name = 'preflens/tiny-policy';
const source = path.join(repositoryRoot, 'media', 'models', 'tiny-policy');

describe('getting a model, as it comes', () => {
  const workbench = useEditor();

  it('offers pairs of the public hub with what they cost', async () => {
    await workbench.runCommand('Preflens: Get a Model…');
    await workbench.page.getByPlaceholder('huggingface.co').waitFor();
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'SmolLM2 135M' }).waitFor();
    for (const theme of ['light', 'dark', 'hc'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`walkthrough-models-${theme}`);
    }
  });
});

describe('getting a model', () => {
  const hub = new FakeHub(name, readdirSync(source).map((file) => ({ path: file, content: readFileSync(path.join(source, file)), large: file.endsWith('.onnx') })));
  const into = mkdtempSync(path.join(tmpdir(), 'preflens-models-'));
  before(() => hub.start());
  const workbench = useEditor({ settings: () => ({ 'preflens.models.endpoint': hub.endpoint, 'preflens.models.downloadFolder': into }) });
  after(async () => {
    await hub.stop();
    rmSync(into, { recursive: true, force: true });
  });

  it('asks nobody before something was chosen', async () => {
    await workbench.runCommand('Preflens: Get a Model…');
    const labels = await workbench.choices();
    assert.ok(labels.some((label) => label.includes('SmolLM2 135M')) && labels.some((label) => label.includes('By its name')), labels.join());
    assert.deepEqual(hub.requests, []);
  });

  it('shows what each precision weighs, fetches it, and says that it can be used', async () => {
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'By its name' }).click();
    await workbench.choose('Policy');
    await workbench.answer(name);
    const variant = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'fp32' });
    await variant.waitFor();
    assert.match(await variant.innerText(), /7\.2 MB in 6 files/);
    await workbench.screenshot('get-model-precision');
    assert.equal(hub.requests.some(({ url }) => url.includes('/resolve/')), false);
    await variant.click();
    await workbench.waitForStatusBar(/can be used/, 60_000);
    assert.deepEqual(readdirSync(into).sort(), ['.partial', 'preflens']);
  });

  it('offers it again without the network', async () => {
    const before = hub.requests.length;
    await workbench.runCommand('Preflens: Select Reference Model…');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).click();
    await workbench.waitForStatusBar(/with reference .* can be used/, 60_000);
    assert.equal(hub.requests.length, before);
  });

  it('says what to do where a model is not public', async () => {
    hub.token = 'a-token';
    await workbench.runCommand('Preflens: Get a Model…');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'By its name' }).click();
    await workbench.choose('Policy');
    await workbench.answer(name);
    const told = await workbench.notification(/has no public model/);
    await told.getByText('Enter Access Token…').click();
    await workbench.answer('a-token');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'fp32' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });
});
