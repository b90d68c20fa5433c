import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createKoreMock } from '../../src/index.ts'
import { ScenarioError } from '../../src/scenario/error.ts'
import type { ScenarioFile } from '../../src/scenario/file.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { knownChannels, spokenLanguages } from '../../src/scenario/name-checks.ts'
import { scenarioDirectory } from '../../src/scenario/paths.ts'
import type { ContentPack } from '../../src/world/pack.ts'
import { timelineOf } from '../../src/world/sessions/timeline.ts'
import { dayOfDate } from '../../src/world/time.ts'
import { createWorld } from '../../src/world/world.ts'

const said = (given: string | ScenarioFile): string => {
  try {
    loadScenario(given)
    return 'good'
  } catch (error) {
    if (error instanceof ScenarioError) return error.message
    throw error
  }
}

t.test('a language without words and a channel against the contract are refused with the place', async t => {
  const cases: [ScenarioFile, RegExp][] = [
    [
      { everyBot: { languages: { fr: 1 } } },
      /everyBot\.languages\.fr: the content pack "banking" has no words in fr; it has words in (en|es|de), /,
    ],
    [{ bots: { 'st-a': { languages: { enn: 1 } } } }, /bots\.st-a\.languages\.enn: .* \(did you mean en\?\)/],
    [
      { bots: { 'st-a': { channels: { whatsapp: 1 } } } },
      /bots\.st-a\.channels\.whatsapp: must be one of rtm, kore, sms, .*korevg; found "whatsapp"/,
    ],
    [{ bots: { 'st-a': { channels: { korevgg: 1 } } } }, /channels\.korevgg: .* \(did you mean korevg\?\)/],
    [
      { bots: { 'st-a': { pins: { sessions: [{ start_time: '2026-03-02', channel: 'fax' }] } } } },
      /pins\.sessions\.0\.channel: must be one of rtm/,
    ],
    [
      { bots: { 'st-a': { pins: { sessions: [{ start_time: '2026-03-02', session_lang: ['fr'] }] } } } },
      /pins\.sessions\.0\.session_lang: the content pack "banking" has no words in fr/,
    ],
    [
      { bots: { 'st-a': { intents: { 'Check Balanc': 1 } } } },
      /intents\.Check Balanc: must be one of Check Balance, .*; found "Check Balanc" \(did you mean Check Balance\?\)/,
    ],
    [{ bots: { 'st-a': { intents: { 'Check Balance': 0 } } } }, /intents: must have at least one weight above 0/],
  ]
  for (const [file, expected] of cases) t.match(said(file), expected)
  const file = join(t.testdir({ 'my.yaml': 'bots:\n  st-a:\n    languages: { fr: 1 }\n' }), 'my.yaml')
  t.match(said(file), /my\.yaml:3:22: bots\.st-a\.languages\.fr: /)
})

t.test('what is called good is asked for', async t => {
  const channels = Object.fromEntries(knownChannels().map(name => [name, 1]))
  const mock = await createKoreMock({
    scenario: { bots: { 'st-a': { channels } } },
    now: '2026-03-09T12:00:00Z',
    port: false,
  })
  t.teardown(() => mock.close())
  for (const channelType of Object.keys(channels)) {
    const payload = { dateFrom: '2026-03-02', dateTo: '2026-03-03', limit: 1, channelType }
    const answer = await mock.inject({
      method: 'POST',
      url: '/api/public/bot/st-a/getMessages',
      headers: mock.headers(),
      payload,
    })
    t.equal(answer.statusCode, 200, channelType)
  }
})

t.test('a bot of which nobody says what it speaks speaks what its pack has words for', async t => {
  const packOf = (...languages: string[]) =>
    ({ words: Object.fromEntries(languages.map(language => [language, {}])) }) as unknown as ContentPack
  const usual = { en: 78, es: 15, de: 7 }
  t.same(spokenLanguages(usual, packOf('en', 'es', 'de', 'fr')), usual)
  t.same(spokenLanguages(usual, packOf('es', 'fr')), { es: 15 })
  t.same(spokenLanguages(usual, packOf('fr', 'it')), { fr: 1, it: 1 })

  const folder = t.testdir({})
  const shipped = (name: string) => readFileSync(join(scenarioDirectory, 'packs', name), 'utf8')
  const pack = shipped('banking.yaml').replace(/^words:.*(?:\n +.*)*/m, 'words: { fr: banque.fr.yaml }')
  writeFileSync(join(folder, 'banque.yaml'), pack)
  writeFileSync(join(folder, 'banque.fr.yaml'), shipped('banking.en.yaml'))
  const bots = 'packs: { banque: ./banque.yaml }\nbots: { st-a: { industry: banque'
  writeFileSync(join(folder, 'silent.yaml'), `${bots} } }\n`)
  writeFileSync(join(folder, 'wrong.yaml'), `${bots}, languages: { en: 1 } } }\n`)
  t.same(loadScenario(join(folder, 'silent.yaml')).world.bots[0]?.languages, { fr: 1 })
  t.match(
    said(join(folder, 'wrong.yaml')),
    /languages\.en: the content pack ".*" has no words in en; it has words in fr/,
  )
})

t.test('weights of intents are what users come for', async t => {
  const { world } = loadScenario({ bots: { 'st-a': { intents: { 'Report Lost Card': 3, 'Check Balance': 1 } } } })
  const bot = createWorld({ ...world, seed: 'intents' }).bot('st-a')!
  const counts = new Map<string, number>()
  for (let number = dayOfDate('2026-03-02'); number <= dayOfDate('2026-03-08'); number++) {
    const day = bot.day(number)
    for (let row = 0; row < day.count; row++) {
      for (const { intent } of timelineOf(bot, number, row).tasks) {
        const { name } = bot.pack.intents[intent]!
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      const name = bot.pack.intents[day.intent[row]!]?.name
      if (name !== undefined) counts.set(`first: ${name}`, (counts.get(`first: ${name}`) ?? 0) + 1)
    }
  }
  t.same([...counts.keys()].filter(name => !name.startsWith('first')).sort(), ['Check Balance', 'Report Lost Card'])
  const ratio = counts.get('first: Report Lost Card')! / counts.get('first: Check Balance')!
  t.ok(ratio > 2.6 && ratio < 3.5, `three to one: ${ratio}`)
})
