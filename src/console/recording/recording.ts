/** What a mock answered while a story was told, for a page that has no mock behind it: written by `npm run demo:site`. */
export interface Recording {
  readonly story: { readonly name: string; readonly title: string }
  /** Days of the world that it shows end here: ISO instant. */
  readonly now: string
  /** Of each step in turn, what was answered otherwise than before; the first is what was asked outside of the story. */
  readonly stages: readonly Stage[]
}

/** Answers by what was asked (`askedAs`). */
export type Stage = Readonly<Record<string, RecordedAnswer>>

export interface RecordedAnswer {
  readonly status: number
  /** Name of the file that has its body. */
  readonly file: string
}

/** What names a call in a recording. */
export const askedAs = (method: string, url: string, body: string | undefined): string =>
  body === undefined ? `${method} ${url}` : `${method} ${url} ${body}`
