/** Threads that may be asked for. */
export const MOST_THREADS = 64

/** Bytes that a thread needs for what it keeps of a world: with less it makes the same days again and again. */
export const LEAST_THREAD_BYTES = 16 * 1024 * 1024
