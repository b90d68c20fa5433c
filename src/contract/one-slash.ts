/** A path with one slash where more stand side by side (ruling R30). */
export const withOneSlash = (path: string): string => path.replaceAll(/\/{2,}/g, '/')
