import type { ZodType } from 'zod';
import { prettifyError } from 'zod';

/** What a webview may ask of VS Code; the in-memory stand-in has the same shape, so views run in a plain page too. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The only way a view talks to the extension. Messages are checked on arrival; unreadable ones are dropped and logged. */
export interface Host<Incoming, Outgoing> {
  post(message: Outgoing): void;
  listen(listener: (message: Incoming) => void): void;
  readState(): unknown;
  writeState(state: unknown): void;
}

/** `describeUnreadable` turns the reason why a message was dropped into the view's own log message. */
export function connectHost<Incoming, Outgoing>(
  schema: ZodType<Incoming>,
  describeUnreadable: (reason: string) => Outgoing,
  api: WebviewApi = acquireApi(),
): Host<Incoming, Outgoing> {
  const post = (message: Outgoing): void => api.postMessage(message);
  return {
    post,
    listen(listener) {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const parsed = schema.safeParse(event.data);
        if (parsed.success) listener(parsed.data);
        else post(describeUnreadable(prettifyError(parsed.error)));
      });
    },
    readState: () => api.getState(),
    writeState: (state) => api.setState(state),
  };
}

function acquireApi(): WebviewApi {
  return typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : memoryApi();
}

/** Keeps state for the life of the page and swallows messages. */
export function memoryApi(): WebviewApi {
  let state: unknown;
  return {
    postMessage: () => undefined,
    getState: () => state,
    setState: (next) => {
      state = next;
    },
  };
}
