/** A number of things in words: `1 call`, `2 calls`. @param many how more than one are called, where it is not by an s */
export function howMany(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
