import t from 'tap'
import { checkPackWords } from '../../../src/scenario/pack-checks.ts'
import { Lists, type Style } from '../../../src/world/dialogue/lists.ts'
import { Speaker } from '../../../src/world/dialogue/speaker.ts'
import { parseTemplate } from '../../../src/world/dialogue/template.ts'
import { EVERY_PLACE, fitsOf, sayOf, whenBits } from '../../../src/world/dialogue/wordings.ts'
import type { Daypart, Medium, Mood, PackIntent, Wording } from '../../../src/world/pack.ts'
import { botOf, packs } from './helper.ts'

/** Double blanks, blanks before a stop, two stops, what was not filled in. */
const UNTIDY = / {2}|[\p{L}\p{N})] [,.;:!?](?![?!])|\p{L}[,;][.!?]|[,;]{2}|[{}[\]|]|undefined|NaN|^\s|\s$|^$/u
/** Times that a wording is filled: so many choices, days and customers. */
const FILLINGS = 8

/** Every text below a value, and whether it is one of an intent's. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if ('say' in value) return [sayOf(value as Wording)]
  return Object.entries(value).flatMap(([name, item]) => (['on', 'at', 'mood'].includes(name) ? [] : textsIn(item)))
}

for (const [industry, pack] of Object.entries(packs)) {
  t.test(`${industry}: every wording reads as a text, whatever fills it`, async t => {
    t.same(checkPackWords(pack), [], 'slots, forms and conditions')
    let filled = 0
    for (const [language, words] of Object.entries(pack.words)) {
      const bot = botOf(`wordings ${language}`, industry, { [language]: 1 })
      const speakerOf = (row: number, intent: number): Speaker => {
        const times = [bot.day(20_500).midnight + row * 600_000]
        return new Speaker({ bot, day: 20_500, row, tasks: [{ intent }], times })
      }
      const check = (text: string, intent: PackIntent | undefined): void => {
        const template = parseTemplate(text)
        for (let row = 0; row < FILLINGS; row++) {
          const speaker = speakerOf(
            row,
            intent === undefined ? row % pack.intents.length : pack.intents.indexOf(intent),
          )
          speaker.agentName = 'Kim'
          speaker.setTask(0)
          const said = speaker.sentence(template, intent !== undefined)
          filled++
          if (UNTIDY.test(said)) t.fail(`${language}, ${intent?.name ?? 'phrases'}: "${said}" of ${text}`)
        }
      }
      for (const text of textsIn(words.phrases)) check(text, undefined)
      for (const intent of pack.intents) {
        const { topic: _, ...own } = words.intents[intent.name]!
        for (const text of textsIn(own)) check(text, intent)
      }
    }
    t.ok(filled > 5_000, `${filled} texts`)
  })
}

t.test('each place has its wordings, those for the mood first; the terse have the shorter ones', async t => {
  const list = new Lists().list([
    'Any.',
    { say: 'On the phone.', on: 'voice' },
    { say: 'In the morning or the evening.', at: ['morning', 'evening'] },
    { say: 'Angrily.', mood: 'annoyed' },
    { say: 'Sorry for the wait..', waited: true },
  ])
  const when = (medium: Medium, daypart: Daypart, mood: Mood, waited = false) =>
    whenBits({ medium, daypart, mood, waited, asked: false, thanked: false, sensitive: false })
  const said = (at: number) => list.in(at, 'plain').items.map(({ length }) => length)
  t.same(said(when('chat', 'afternoon', 'calm')), [4])
  t.same(said(when('chat', 'afternoon', 'calm', true)), [4, 20])
  t.same(said(when('voice', 'evening', 'annoyed')), [8, 4, 13, 30])
  t.same(list.in(when('voice', 'morning', 'annoyed'), 'plain').special, 1)
  const lengths = (style: Style) =>
    list.in(when('voice', 'evening', 'annoyed'), style).items.map(({ length }) => length)
  t.same(lengths('terse'), [8, 4, 13])
  t.same(lengths('polite'), [8, 13, 30])
  t.equal(EVERY_PLACE.length, 1024)
  t.ok(EVERY_PLACE.every(place => (fitsOf({}) & place) === place))
})

t.test('a wording knows which of the things asked for it names, and whether it is a sentence', async t => {
  const [bare, one, nested] = new Lists(['a', 'b']).list(['{a}', 'It is {b}.', '[{a}|{b} or {c}]']).items
  const known = [bare, one, nested].map(said => [said!.needs, said!.isBare])
  t.same(known, [
    [1, true],
    [2, false],
    // It may come to a bare value.
    [3, true],
  ])
})
