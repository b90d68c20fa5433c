import t from 'tap'
import { findBot } from '../../../src/http/steps/bot.ts'
import { BOT } from '../../helper.ts'
import { ALL_SESSIONS, callOf, mockOf, refusalOf, SESSIONS } from '../helper.ts'

const OTHER = 'st-00000000-0000-5000-8000-000000000000'
const WHY =
  /^(must be st- and letters, .* found "|names no bot of this scenario: "st-0{8}-.*\/__admin\/world lists them)/
const app = (kind: 'bot' | 'account', bots: string[] = []) => ({ kind, bots }) as never

t.test('the bot of the path: ruling R12', async t => {
  const [lenient, strict] = [mockOf(), mockOf({ auth: 'strict' })]
  const rows = [
    ['a named bot', lenient, BOT, undefined, BOT],
    ['a bot that nobody named', lenient, OTHER, undefined, OTHER],
    ['an id of 128 characters', lenient, `st-${'a'.repeat(125)}`, undefined, `st-${'a'.repeat(125)}`],
    ['a longer one', lenient, `st-${'a'.repeat(126)}`, undefined, 400],
    ['another form', lenient, 'abc', undefined, 400],
    ['an underscore', lenient, 'st-a_b', undefined, 400],
    ['strict: a named bot, of the account', strict, BOT, app('account'), BOT],
    ['strict: of no app', strict, BOT, undefined, BOT],
    ['strict: a bot that nobody named', strict, OTHER, app('account'), 400],
    ['strict: the bot of the app', strict, BOT, app('bot', [BOT]), BOT],
    ['strict: another bot than the app has', strict, BOT, app('bot', [OTHER]), 401],
    ['strict: the app has a bot that the scenario has not', strict, OTHER, app('bot', [OTHER]), 401],
  ] as const
  for (const [name, mock, id, app, expected] of rows) {
    const call = callOf(mock, { url: SESSIONS.replace(BOT, id) }, { app, bot: undefined })
    const refusal = (await refusalOf(findBot, call)) as { status: number } | undefined
    t.equal(refusal?.status ?? call.bot?.id, expected, name)
    if (expected === 400) t.match(refusal, { violations: [{ property: 'path.botId', message: WHY }] }, name)
  }
})

t.test('an operation of the account has none', async t => {
  const call = callOf(mockOf(), { url: ALL_SESSIONS })
  t.equal(findBot(call), undefined)
  t.equal(call.bot, undefined)
})
