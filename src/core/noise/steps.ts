/** Work that lets others have the thread at every yield, some milliseconds at most apart for 100,000 pairs. What it returns does not depend on when it goes on. */
export type Steps<T> = Generator<undefined, T>;
