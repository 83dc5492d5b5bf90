import { describe, expect, it } from 'vitest';

import { modelVariants } from '../../../src/core/models/modelVariants';
import { parseRepositoryName } from '../../../src/core/models/repositoryName';
import { hubEndpoint, mayCarryToken } from '../../../src/io/hub/hubEndpoint';
import { environmentProxy, proxyFor } from '../../../src/io/hub/proxySettings';
import { retryDelay } from '../../../src/io/hub/retryDelay';

const listed = (...paths: readonly string[]) => paths.map((path, index) => ({ path, bytes: 10 + index, checksum: null }));

function summary(...paths: readonly string[]) {
  return modelVariants(listed(...paths)).map(({ name, files }) => [name, files.map(({ local }) => local).sort()]);
}

describe('the ONNX files of a repository', () => {
  it('are those of transformers.js, exact ones first, each with its external data and the tokenizer', () => {
    const found = summary('config.json', 'tokenizer.json', 'model.safetensors', 'onnx/model_q4.onnx', 'onnx/model_q4.onnx_data', 'onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1', 'onnx/model_fp16.onnx');
    expect(found).toEqual([
      ['fp32', ['config.json', 'onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1', 'tokenizer.json']],
      ['q4', ['config.json', 'onnx/model_q4.onnx', 'onnx/model_q4.onnx_data', 'tokenizer.json']],
      ['fp16', ['config.json', 'onnx/model_fp16.onnx', 'tokenizer.json']],
    ]);
  });

  it('are those of onnxruntime-genai, with the files of their own folder before those above', () => {
    const found = modelVariants(listed('config.json', 'cpu/cpu-int4-rtn-block-32/model.onnx', 'cpu/cpu-int4-rtn-block-32/model.onnx.data', 'cpu/cpu-int4-rtn-block-32/genai_config.json', 'cpu/cpu-int4-rtn-block-32/tokenizer.json', 'cpu/cpu-int4-rtn-block-32/config.json'));
    expect(found.map(({ name }) => name)).toEqual(['q4']);
    expect(found[0]?.files.find(({ local }) => local === 'config.json')?.remote.path).toBe('cpu/cpu-int4-rtn-block-32/config.json');
    expect(found[0]?.files.map(({ local }) => local).sort()).toEqual(['config.json', 'genai_config.json', 'model.onnx', 'model.onnx.data', 'tokenizer.json']);
  });

  it('have names of their own where their precision is the same', () => {
    expect(summary('tokenizer.json', 'onnx/decoder_model.onnx', 'onnx/decoder_model_merged.onnx').map(([name]) => name)).toEqual(['onnx-decoder_model', 'onnx-decoder_model_merged']);
  });

  it('leave out parts that are no decoder, and repositories without a tokenizer', () => {
    expect(summary('tokenizer.json', 'onnx/encoder_model.onnx', 'onnx/vision_encoder.onnx', 'onnx/embed_tokens.onnx', 'onnx/decoder_with_past_model.onnx')).toEqual([]);
    expect(summary('onnx/model.onnx', 'config.json')).toEqual([]);
  });

  it('leave out every path that could lead elsewhere on some system', () => {
    const hostile = ['../model.onnx', '/etc/model.onnx', 'C:\\model.onnx', 'a\\..\\model.onnx', 'onnx//model.onnx', 'onnx/../../model.onnx', 'onnx/.hidden.onnx', 'con/model.onnx', 'nul.onnx', 'a/b/c/d/e/model.onnx', 'onnx/model\u0000.onnx', 'onnx/mod\u202eel.onnx', `${'x'.repeat(300)}.onnx`, 'file:///model.onnx'];
    expect(modelVariants(listed('tokenizer.json', ...hostile))).toEqual([]);
  });
});

describe('the name of a repository', () => {
  it.each([
    ['onnx-community/Qwen2.5-0.5B', 'onnx-community/Qwen2.5-0.5B'],
    [' gpt2 ', 'gpt2'],
    ['https://huggingface.co/onnx-community/SmolLM2-135M-ONNX/tree/main?x=1', 'onnx-community/SmolLM2-135M-ONNX'],
    ['../../etc/passwd', null],
    ['a/b/c', null],
    ['a/..', null],
    ['a/b c', null],
    ['', null],
    ['a--b/c', null],
    ['owner/name.', null],
  ])('%s', (text, name) => {
    expect(parseRepositoryName(text)).toBe(name);
  });
});

describe('the address of the server', () => {
  it('is what was chosen, else HF_ENDPOINT, else the public hub', () => {
    expect(hubEndpoint('', {})).toBe('https://huggingface.co');
    expect(hubEndpoint(undefined, { HF_ENDPOINT: 'https://mirror.test/' })).toBe('https://mirror.test');
    expect(hubEndpoint('hub.test/api/repo/', { HF_ENDPOINT: 'https://mirror.test/' })).toBe('https://hub.test/api/repo');
  });

  it.each(['file:///etc', 'ftp://hub.test', 'https://user:word@hub.test', 'https://'])('is refused: %s', (address) => {
    expect(() => hubEndpoint(address, {})).toThrow(/address|password/);
  });

  it('gets a token over an encrypted connection or on this machine alone', () => {
    expect(['https://hub.test', 'http://localhost:80', 'http://127.0.0.1', 'http://[::1]:1', 'http://hub.test', 'http://127.evil.test'].map(mayCarryToken)).toEqual([true, true, true, true, false, false]);
  });
});

describe('the proxy of a request', () => {
  const environment = { HTTPS_PROXY: 'http://proxy.test:8080', no_proxy: 'localhost, .internal.test,direct.test:8443' };

  it.each([
    ['https://hub.test/x', 'http://proxy.test:8080'],
    ['http://hub.test/x', null],
    ['https://localhost/x', null],
    ['https://a.internal.test/', null],
    ['https://notinternal.test/', 'http://proxy.test:8080'],
    ['https://direct.test:8443/', null],
    ['https://direct.test/', 'http://proxy.test:8080'],
  ])('%s', (url, proxy) => {
    expect(proxyFor(url, environmentProxy, environment)).toBe(proxy);
  });

  it('is that of the settings before that of the environment', () => {
    expect(proxyFor('https://hub.test', { ...environmentProxy, address: 'other.test:1' }, environment)).toBe('http://other.test:1');
    expect(proxyFor('https://hub.test', { ...environmentProxy, address: 'other.test:1', except: ['*'] }, environment)).toBeNull();
  });
});

describe('the wait before another attempt', () => {
  it('is what the server asks for, in seconds or as a date, else twice as long each time', () => {
    const now = Date.parse('Wed, 21 Oct 2015 07:28:00 GMT');
    expect([retryDelay('3', 1), retryDelay('Wed, 21 Oct 2015 07:28:30 GMT', 1, now), retryDelay('Wed, 21 Oct 2015 07:00:00 GMT', 1, now), retryDelay('soon', 3), retryDelay(null, 4)]).toEqual([3_000, 30_000, 0, 4_000, 8_000]);
  });
});
