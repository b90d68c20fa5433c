import { type ChildProcess, spawn } from 'node:child_process'
import { request } from 'node:http'
import { COMMAND } from '../command.ts'
import { HEADERS } from '../helper.ts'

/** The command with two workers. */
export const start = (args: string[]): ChildProcess =>
  spawn(process.execPath, [...COMMAND, '--workers', '2', ...args], {
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** An answer. */
export interface Got {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly json: any
}

/** One request on a connection of its own: they go to the processes in turn. Status 0: the connection broke. */
export function call(base: string, method: string, path: string, body?: object, headers: object = {}): Promise<Got> {
  return new Promise(resolve => {
    const all = { ...HEADERS, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
    const ahead = request(`${base}${path}`, { method, headers: all, agent: false }, answer => {
      let text = ''
      answer.on('data', chunk => {
        text += chunk
      })
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Record<string, string>,
          json: text === '' ? undefined : JSON.parse(text),
        }),
      )
    })
    ahead.on('error', () => resolve({ status: 0, headers: {}, json: undefined }))
    ahead.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** Some at once. */
export const few = <Item>(make: (i: number) => Promise<Item>, count = 6) =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)))
