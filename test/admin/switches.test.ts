import { fastify } from 'fastify'
import t from 'tap'
import { adminRoutes } from '../../src/admin/routes.ts'
import { Mock } from '../../src/mock/mock.ts'

t.test('a thousand bots can have a scenario of their own, and these can change it', async t => {
  const mock = new Mock({ scenario: 'small' })
  const app = fastify().register(adminRoutes(mock))
  t.teardown(() => app.close())
  const url = (bot: number) => `/__admin/bots/st-${bot}/scenario`
  const set = (bot: number, name: string) => app.inject({ method: 'PUT', url: url(bot), body: { name } })
  for (let bot = 0; bot < 1000; bot++) t.equal((await set(bot, 'empty')).statusCode, 200)
  const refused = await set(1000, 'empty')
  t.equal(refused.statusCode, 400)
  t.match(refused.payload, /At most 1000 bots.*KM_ADMIN_SWITCHES/)
  t.equal((await set(7, 'small')).statusCode, 200)
  await app.inject({ method: 'DELETE', url: url(7) })
  t.equal((await set(1000, 'empty')).statusCode, 200)
})
