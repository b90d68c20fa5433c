import { type Call, urlOfCall } from './call.ts'

/** Code that makes calls: for a shell, for JavaScript, for Python. */
export type SnippetKind = 'curl' | 'fetch' | 'python'

/** A call as it is sent. */
export interface SnippetCall {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** @param headers of each call, as they were sent */
export function snippetOf(
  kind: SnippetKind,
  calls: readonly Call<unknown>[],
  headers: readonly Readonly<Record<string, string>>[],
  origin: string,
): string {
  const plain = calls.map((call, i) => ({
    method: call.method,
    url: origin + urlOfCall(call),
    // What only says who asks is left out: it is not the console that will.
    headers: Object.fromEntries(Object.entries(headers[i] ?? {}).filter(([name]) => name !== 'x-test-id')),
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
  }))
  return codeOf(kind, plain)
}

/** Code that sends these calls as they are. */
export function codeOf(kind: SnippetKind, calls: readonly SnippetCall[]): string {
  return `${(kind === 'python' ? 'import requests\n\n' : '') + calls.map(call => WRITERS[kind](call)).join('\n')}\n`
}

const shellText = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

const WRITERS: Readonly<Record<SnippetKind, (call: SnippetCall) => string>> = {
  curl: ({ method, url, headers, body }) =>
    [
      `curl -s -X ${method} ${shellText(url)}`,
      ...Object.entries(headers).map(([name, value]) => `  -H ${shellText(`${name}: ${value}`)}`),
      ...(body === undefined ? [] : [`  -d ${shellText(body)}`]),
    ].join(' \\\n'),
  fetch: ({ method, url, headers, body }) => {
    const options = { method, headers, ...(body === undefined ? {} : { body }) }
    return `console.log(await (await fetch(${JSON.stringify(url)}, ${JSON.stringify(options, null, 2)})).json())`
  },
  python: ({ method, url, headers, body }) => {
    // A JSON text is a Python one, too.
    const data = body === undefined ? '' : `,\n    data=${JSON.stringify(body)}`
    return `print(requests.request(${JSON.stringify(method)}, ${JSON.stringify(url)},\n    headers=${JSON.stringify(headers)}${data}).json())`
  },
}
