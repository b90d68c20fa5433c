import { Writable } from 'node:stream'
import { styleText } from 'node:util'

interface LogLine {
  readonly level: number
  readonly time: number
  readonly msg?: string
  readonly err?: { readonly stack?: string; readonly message?: string }
  readonly method?: string
  readonly url?: string
  readonly operation?: string | null
  readonly scenario?: string
  readonly status?: number
  readonly ms?: number
  readonly violations?: readonly { readonly property: string; readonly message: string }[]
}

type Paint = (style: 'dim' | 'green' | 'yellow' | 'red' | 'bold', text: string) => string

/** Log lines as a person reads them on a terminal: time, status, duration, what was asked, and below it what was wrong. */
export function prettyLog(target: NodeJS.WritableStream, colours: boolean): Writable {
  const paint: Paint = (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text)
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const text = String(chunk)
      for (const line of text.split('\n')) if (line !== '') target.write(`${pretty(line, paint)}\n`)
      done()
    },
  })
}

function pretty(text: string, paint: Paint): string {
  let line: LogLine
  try {
    line = JSON.parse(text) as LogLine
  } catch {
    return text
  }
  const time = paint('dim', new Date(line.time).toISOString().slice(11, 23))
  if (line.method === undefined) {
    const words = line.err?.stack ?? line.err?.message ?? ''
    return `${time} ${paint(line.level >= 50 ? 'red' : 'bold', line.msg ?? '')}${words === '' ? '' : `\n${words}`}`
  }
  const { status = 0, ms = 0, operation, scenario, violations = [] } = line
  const colour = status >= 500 || status === 0 ? 'red' : status >= 400 ? 'yellow' : 'green'
  const world = scenario === 'default' ? '' : paint('dim', ` [${scenario}]`)
  const head = `${time} ${paint(colour, String(status))} ${`${ms.toFixed(1)} ms`.padStart(9)}  ${paint('bold', operation ?? 'no operation')}${world}  ${line.method} ${line.url}`
  return [
    head,
    ...violations.map(({ property, message }) => `${' '.repeat(13)}${paint(colour, property)} ${message}`),
  ].join('\n')
}
