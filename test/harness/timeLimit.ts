export class TimeLimitError extends Error {}

/** Rejects with a TimeLimitError when the work is not done in time. The work itself goes on: the caller ends its processes. */
export async function withTimeLimit<Result>(work: Promise<Result>, milliseconds: number, what: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeLimitError(`${what}: not done within ${Math.round(milliseconds / 1000)} s.`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How long a condition may take: most take a second, but the machine may be busy with other things. */
export const patience = 75_000;

/** Asks again until the answer is defined. For conditions that the page's own waiting cannot express. */
export async function waitFor<Result>(what: string, ask: () => Promise<Result | undefined>, milliseconds = patience): Promise<Result> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new TimeLimitError(`${what}: not so within ${Math.round(milliseconds / 1000)} s.`);
    await pause(100);
  }
}
