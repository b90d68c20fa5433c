import t from 'tap'
import { homeOf } from '../../src/world/homes.ts'
import type { Bot } from '../../src/world/types.ts'
import { TEST_BOT, testWorld } from './helper.ts'

const LANGUAGES = ['en', 'es', 'de', 'fr', 'hi', 'ja']

t.test('a home fits language and country, and stays', async t => {
  for (const [zone, language, country, phone, postcode] of [
    ['America/New_York', 'en', 'US', /^\(\d{3}\) 555-01\d\d$/, /^\d{5}$/],
    ['America/New_York', 'es', 'ES', /^600 00 0\d \d\d$/, /^\d{5}$/],
    ['America/New_York', 'de', 'DE', /^(0171 39200|0176 040690)\d\d$/, /^\d{5}$/],
    ['America/New_York', 'ja', 'US', /^\(\d{3}\) 555-01\d\d$/, /^\d{5}$/],
    ['Europe/Madrid', 'en', 'GB', /^07700 900\d{3}$/, /^[A-Z]{1,2}\d{1,2} \d[A-Z]{2}$/],
    ['Europe/London', 'en', 'GB', /^07700 900\d{3}$/, /^[A-Z]{1,2}\d{1,2} \d[A-Z]{2}$/],
    ['Europe/Paris', 'fr', 'FR', /^06 39 98( \d\d){2}$/, /^\d{5}$/],
    ['Asia/Kolkata', 'en', 'IN', /^0\d+ [\d ]+$/, /^\d{6}$/],
    ['Asia/Kolkata', 'hi', 'IN', /^0\d+ [\d ]+$/, /^\d{6}$/],
    ['Etc/UTC', 'ja', 'US', /^\(\d{3}\) 555-01\d\d$/, /^\d{5}$/],
  ] as const) {
    const weights = Object.fromEntries(LANGUAGES.map(code => [code, 1]))
    const bot = testWorld({ zone, languages: weights }).bot(TEST_BOT) as Bot
    const towns = new Set<string>()
    const phones = new Set<string>()
    for (let user = 0; user < 300; user++) {
      const home = homeOf({ bot, user, language })
      t.match(home, { country, phone, postcode }, `${zone}, ${language}`)
      t.same(homeOf({ bot, user, language }), home)
      towns.add(home.town)
      phones.add(home.phone)
    }
    t.ok(towns.size >= 10, `${towns.size} towns`)
    t.ok(phones.size > 100, `${phones.size} numbers`)
  }
})
