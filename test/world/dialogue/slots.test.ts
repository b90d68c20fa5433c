import t from 'tap'
import { articlesFor } from '../../../src/world/dialogue/articles.ts'
import { dateText, localeOf, money } from '../../../src/world/dialogue/locale.ts'
import { hasItsLists, SlotError, slotMaker } from '../../../src/world/dialogue/slots.ts'
import { type Draft, parseTemplate, render, renderInto, TemplateError } from '../../../src/world/dialogue/template.ts'
import { identityOf } from '../../../src/world/users.ts'
import { botOf, packs } from './helper.ts'

const bot = botOf('slots')
const values = (kind: string, language = 'en'): string[] =>
  Array.from({ length: 300 }, (_, i) =>
    slotMaker(bot.pack, kind)(Math.imul(i + 1, 0x9e3779b1) >>> 0, { bot, day: 20_500, user: 7, language }),
  )

t.test('each kind looks as it should in each language', async t => {
  const shapes: readonly (readonly [string, string, RegExp])[] = [
    ['amount:20..1900', 'en', /^\$(1,)?\d{1,3}\.\d\d$/],
    ['amount:20..1900', 'de', /^(1\.)?\d{1,3},\d\d €$/],
    ['amount:20..1900', 'es', /^(1\.)?\d{1,3},\d\d €$/],
    ['money:3000..40000', 'en', /^\$\d{1,2},000$/],
    ['number:2..9', 'de', /^[2-9]$/],
    ['date:-9..-1', 'en', /^February (7|8|9|1[0-5])$/],
    ['date:-9..-1', 'es', /^(7|8|9|1[0-5]) de febrero$/],
    ['date:-9..-1', 'de', /^(7|8|9|1[0-5])\. Februar$/],
    ['month', 'en', /^(November|December|January)$/],
    ['weekday', 'de', /^(Montag|Dienstag|Mittwoch|Donnerstag|Freitag)$/],
    ['time', 'en', /^\d{1,2}:\d\d [AP]M$/],
    ['officeTime', 'de', /^(0[89]|1[0-8]):\d\d Uhr$/],
    ['time', 'es', /^\d\d:\d\d$/],
    ['time', 'de', /^\d\d:\d\d Uhr$/],
    ['digits:4', 'en', /^[1-9]\d{3}$/],
    ['code:AB-####A', 'en', /^AB-\d{4}[A-Z]$/],
    ['phone', 'en', /^\(\d{3}\) 555-01\d\d$/],
    ['phone', 'de', /^0\d[\d ]+$/],
    ['customerPhone', 'es', /^600 00 0\d \d\d$/],
    ['email', 'en', /@example\.(com|net|org)$/],
    ['name', 'en', /^\S+ \S+$/],
    ['street', 'en', /^\d+ \S.+$/],
    ['street', 'de', /^\S.+ \d+$/],
    ['postcode', 'en', /^\d{5}$/],
  ]
  for (const [kind, language, shape] of shapes) {
    const found = values(kind, language)
    t.same(
      found.filter(value => !shape.test(value)),
      [],
      `${kind} in ${language}: ${found[0]}`,
    )
  }
  t.same(new Set(values('list:cards', 'de')), new Set(packs.banking!.words.de!.lists!.cards))
  t.same(
    new Set(values('list:cards', 'fr')),
    new Set(packs.banking!.words.en!.lists!.cards),
    'no French words: English',
  )
  const own = identityOf(bot, 7)
  t.same(new Set(values('customer')), new Set([own.name]))
  t.same(new Set(values('email')), new Set([own.email]))
  t.ok(new Set(values('city')).size > 10)
  for (const kind of ['customerPhone', 'postcode']) t.equal(new Set(values(kind)).size, 1, `${kind}: always his own`)
  t.throws(() => slotMaker(bot.pack, 'list:nothing'), SlotError)
  t.throws(() => slotMaker(bot.pack, 'colour'), SlotError)
  const [language, words] = Object.entries(bot.pack.words).at(-1)!
  const [list] = Object.keys(words.lists ?? {})
  const without = {
    ...words,
    lists: Object.fromEntries(Object.entries(words.lists ?? {}).filter(([name]) => name !== list)),
  }
  const lacking = { ...bot.pack, words: { ...bot.pack.words, [language]: without } }
  t.equal(hasItsLists(bot.pack, `list:${list}`), true)
  t.equal(hasItsLists(lacking, `list:${list}`), false, 'a list that one language does not have')
  t.equal(hasItsLists(lacking, 'name'), true, 'no list')
})

t.test('money and dates', async t => {
  t.equal(money(localeOf('en'), 1_234_567, true), '$12,345.67')
  t.equal(money(localeOf('de'), 1_234_507, true), '12.345,07 €')
  t.equal(money(localeOf('de'), 100_000_000, false), '1.000.000 €')
  t.equal(dateText(localeOf('es'), 20_515), '3 de marzo')
  t.equal(localeOf('xx'), localeOf('en'))
})

t.test('wordings are split at slots and choices', async t => {
  const template = parseTemplate('[Hello|Hi] {name}, it is [{day}|late|].')
  t.same(template.slots, ['name', 'day'])
  const seen = new Set<string>()
  for (let seed = 0; seed < 60; seed++) seen.add(render(template, name => name.toUpperCase(), seed))
  t.same([...seen].sort(), [
    'Hello NAME, it is .',
    'Hello NAME, it is DAY.',
    'Hello NAME, it is late.',
    'Hi NAME, it is .',
    'Hi NAME, it is DAY.',
    'Hi NAME, it is late.',
  ])
  const fill = (value: string) => render(parseTemplate('{x} it is.'), () => value, 1)
  t.equal(fill('the one'), 'The one it is.')
  t.equal(fill('jo@example.com'), 'jo@example.com it is.', 'an address keeps its small letter')
  for (const bad of ['{', '}', '{ name}', '{a:}', '{a|b}', '{a|b|c|d}', '[one]', '[a|[b|c]', 'a|b', 'x]', '[a|b']) {
    t.throws(() => parseTemplate(bad), TemplateError, bad)
  }
})

t.test('choices nest, slots have forms, and a count chooses its word', async t => {
  const seen = (text: string, fill: (name: string, form: string) => string): string[] => {
    const template = parseTemplate(text)
    const found = new Set<string>()
    for (let seed = 0; seed < 400; seed++) found.add(render(template, (name, _, form) => fill(name, form), seed))
    return [...found].sort()
  }
  const letters = seen('[a|b[c|d[e|f|]]]', () => '')
  t.same(letters, ['A', 'Bc', 'Bd', 'Bde', 'Bdf'])
  const cards = { '': 'die Karte', dat: 'der Karte' }
  t.same(
    seen('Mit {card:dat}. {card} ist da.', (_, form) => cards[form === 'dat' ? 'dat' : '']),
    ['Mit der Karte. Die Karte ist da.'],
    'a sentence begins with a capital',
  )
  t.same(
    seen('[Also, |]{bags} {bags|bag|bags}', () => '1'),
    ['1 bag', 'Also, 1 bag'],
  )
  t.same(
    seen('{bags} {bags|bag|bags}', () => '3'),
    ['3 bags'],
  )
  t.same(
    seen('z. B. {card}, [¿|]{card}?', () => 'el plan'),
    ['z. B. el plan, el plan?', 'z. B. el plan, ¿el plan?'],
    'an abbreviation ends no sentence',
  )
  t.same(parseTemplate('{a:x} [{b:y}|{c}]').forms, [
    { slot: 'a', form: 'x' },
    { slot: 'b', form: 'y' },
  ])
})

t.test('slots tell where they stand', async t => {
  const draft: Draft = { text: 'Hi. ', spans: [] }
  renderInto(draft, parseTemplate('{who} has [{what}|{what}] now'), name => `<${name}>`, 3)
  t.equal(draft.text, 'Hi. <who> has <what> now')
  t.same(
    draft.spans.map(({ name, start, end }) => [name, draft.text.slice(start, end)]),
    [
      ['who', '<who>'],
      ['what', '<what>'],
    ],
  )
})

t.test('articles are those of the intent, and keep their addresses', async t => {
  for (const { intent, url } of bot.pack.articles) {
    t.ok(articlesFor(bot, intent).some(article => article.url === url && article.intent === intent))
  }
  t.same(articlesFor(bot, 'no such intent'), [])
  t.equal(articlesFor(bot, 'Check Balance'), articlesFor(bot, 'Check Balance'))
})

t.test('a time of the day is still to come, while the day has one', async t => {
  const hoursAt = (hour: number) => {
    const noon = Date.UTC(2026, 1, 16, hour, 20)
    const start = noon - bot.zone.offsetAt(noon)
    const context = { bot, day: 20_500, user: 7, language: 'de', start }
    return Array.from({ length: 200 }, (_, i) => Number(slotMaker(bot.pack, 'time')(i * 7919, context).slice(0, 2)))
  }
  const range = (hours: number[]) => [Math.min(...hours), Math.max(...hours)]
  t.same(
    [3, 9, 16, 20, 23].map(hour => range(hoursAt(hour))),
    [
      [8, 18],
      [10, 18],
      [17, 18],
      [21, 22],
      [8, 18],
    ],
  )
})
