import t from 'tap'
import { everyKind, mockOfKind } from '../kinds.ts'

everyKind(
  t,
  'a thousand bots can have a scenario of their own, and these can change it',
  async (t, kind) => {
    const app = await mockOfKind(t, kind, { scenario: 'small' })
    const url = (bot: number) => `/__admin/bots/st-${bot}/scenario`
    const set = (bot: number, name: string) => app.inject({ method: 'PUT', url: url(bot), payload: { name } })
    for (let bot = 0; bot < 1000; bot++) t.equal((await set(bot, 'empty')).statusCode, 200)
    const refused = await set(1000, 'empty')
    t.equal(refused.statusCode, 400)
    t.match(refused.payload, /At most 1000 bots.*KM_ADMIN_SWITCHES/)
    t.equal((await set(7, 'small')).statusCode, 200)
    await app.inject({ method: 'DELETE', url: url(7) })
    t.equal((await set(1000, 'empty')).statusCode, 200)
  },
  { isSlow: true },
)
