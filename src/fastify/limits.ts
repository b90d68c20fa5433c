/** Largest head of a request, in bytes: its first line and its headers. */
export const HEADER_LIMIT = 16_384

/** Most headers of a request. */
export const HEADER_COUNT_LIMIT = 2_000

/** Longest part of a path, in characters. */
export const PATH_PART_LIMIT = 1_024

/** Most requests that are under way at a time on a connection of HTTP/2. */
export const STREAM_LIMIT = 128

/** The highest port there is. */
export const HIGHEST_PORT = 65_535
