import { styleText } from 'node:util'
import { tokenToTry } from '../admin/known-values.ts'
import type { Mock } from '../mock/mock.ts'

interface BannerOptions {
  readonly colours: boolean
  /** The admin token was made for this run, so that nobody knows it yet. Default: it was not. */
  readonly madeToken?: boolean
  /** How clients trust its certificates and find its proxy. Default: it has none. */
  readonly trust?: readonly (readonly [string, string])[]
  /** File with the CA that curl is to trust. */
  readonly caFile?: string | undefined
}

/** What a person needs next, as a page of text: where it is, what it serves, and a call that works when pasted. */
export function banner(
  mock: Mock,
  url: string,
  { colours, madeToken = false, trust = [], caFile }: BannerOptions,
): string {
  const { main, control, options } = mock
  const { now, mode } = control.clock.state(undefined, main.now)
  const paint = (style: 'bold' | 'cyan' | 'dim', text: string) =>
    colours ? styleText(style, text, { validateStream: false }) : text
  const { bots, account } = main.scenario.world
  const ready = tokenToTry(mock)
  const admin: [string, string][] = madeToken ? [['Admin', `Authorization: Bearer ${options.adminToken}`]] : []
  const rows: [string, string][] = [
    ['URL', paint('cyan', url)],
    ...(options.console === false ? [] : [['Console', paint('cyan', `${url}/console`)] satisfies [string, string]]),
    ['Docs', paint('cyan', `${url}/docs`)],
    ...trust.map(([name, value]): [string, string] => [name, value]),
    ...admin,
    ['Seed', main.seed],
    ['Scenario', main.name],
    ['Clock', `${now} (${mode === 'real' ? 'real time' : mode})`],
    ['Auth', main.auth],
    ['Account', account.id],
    ...bots.slice(0, 5).map((bot, i): [string, string] => [i === 0 ? 'Bots' : '', `${bot.id}  ${bot.name}`]),
  ]
  if (bots.length > 5) rows.push(['', `and ${bots.length - 5} more: ${url}/__admin/world`])
  const lines = [
    '',
    paint('bold', 'kore-mock'),
    '',
    ...rows.map(([name, value]) => `  ${paint('dim', name.padEnd(9))} ${value}`),
  ]
  if (ready !== undefined) lines.push('', `  ${paint('dim', `Token of app ${ready.app}`)}`, `  ${ready.token}`)
  const bot = bots[0]?.id ?? 'st-any-bot'
  lines.push(
    '',
    `  ${paint('dim', 'Try')}`,
    `  curl -s ${caFile === undefined ? '' : `--cacert ${caFile} `}-X POST '${url}/api/public/bot/${bot}/getSessions' \\`,
    ...(main.auth === 'off' ? [] : [`    -H 'auth: ${ready?.token ?? 'any JWT'}' \\`]),
    "    -H 'content-type: application/json' -d '{\"limit\": 2}'",
    '',
    '',
  )
  return lines.join('\n')
}
