/** Work that lets others have the thread at every yield, some milliseconds at most apart. What it returns does not depend on when it goes on. */
export type Steps<T> = Generator<undefined, T>;
