import t from 'tap'
import { linesOf } from '../../../scripts/packs/plans.ts'
import { moodOf } from '../../../src/world/dialogue/manner.ts'
import { writeTalk } from '../../../src/world/dialogue/write-talk.ts'
import type { IntentWords } from '../../../src/world/pack.ts'
import { botOn, packWith, withMatter, withPhrases } from './own-words.ts'
import { talkOf } from './planned.ts'

t.test(
  'who is annoyed stays annoyed, where there are words for that; an agent is not contradicted by the bot',
  async t => {
    const pack = withPhrases({
      affirm: ['Gladly.', { say: 'At last.', mood: 'annoyed' }, { say: 'If it must be.', mood: 'annoyed' }],
      isSo: ['So it is.'],
      seesMore: ['I see more here.'],
    })
    const bot = botOn('voice', 'banking', 'en', pack)
    const lines = linesOf(
      'customer ask\nbot confirm\ncustomer affirm\nbot failed\nagent greet\ncustomer affirm\nagent explain 0\nagent resolve',
    )
    const moods = new Set<string>()
    for (let row = 0; row < 40; row++) {
      const mood = moodOf(bot, 20_500, row)
      const texts = writeTalk(talkOf(bot, row, lines)).map(({ text }) => text)
      moods.add(mood)
      if (mood === 'annoyed') t.notMatch(texts[2], /Gladly/)
      t.equal(texts[5], 'So it is.')
      t.match(texts[6], /^I see more here\. ./)
    }
    t.ok(moods.has('annoyed') && moods.has('calm'))
  },
)

t.test('an agent says what he looks at where the matter has words that name only what is known', async t => {
  const phrases = { check: ['A moment.'], progress: ['Still here.'] }
  const own = { looks: ['I open {number}.'], goesOn: ['I still read {number}.'] }
  const texts = (acts: string, words: Partial<IntentWords>) => {
    const pack = packWith(all => ({
      ...all,
      phrases: { ...all.phrases, ...phrases },
      intents: { ...all.intents, 'Check Balance': { ...all.intents['Check Balance']!, ...words } },
    }))
    const lines = linesOf(
      `customer ask\n${acts}agent greet\nagent check\nagent explain 0\nagent explain 1\nagent resolve`,
    )
    return writeTalk(talkOf(botOn('voice', 'banking', 'en', pack), 1, lines))
      .map(({ text }) => text.replace(/\d+/, 'N'))
      .slice(-4, -2)
  }
  const told = 'customer answer 0\ncustomer answer 1\n'
  t.same(texts(told, own), ['I open N.', 'I still read N.'])
  t.same(texts('', own), ['A moment.', 'Still here.'], 'nobody has told the number')
  t.same(texts(told, {}), ['A moment.', 'Still here.'])
})

t.test('an agent does not ask to the letter what the bot has asked', async t => {
  const { questions } = packWith(words => words).words.en!.intents['Check Balance']!
  const [slot = ''] = Object.keys(questions)
  const bot = ['Which one?', 'Which one?', 'Which one?', 'Tell me which.']
  const pack = withMatter({ questions: { ...questions, [slot]: { ...questions[slot]!, bot } } })
  for (let row = 0; row < 20; row++) {
    const lines = linesOf(
      'customer ask\nbot question 0\ncustomer wantsAgent\nbot handover\nagent greet\nagent question 0',
    )
    const said = writeTalk(talkOf(botOn('chat', 'banking', 'en', pack), row, lines))
    t.not(said.at(-1)!.text, said[1]!.text)
  }
})

t.test('who breaks off answers the bot, or what it could not do', async t => {
  const leave = [
    { say: 'Another time.', asked: true },
    { say: 'A pity.', asked: false },
  ]
  const bot = botOn('chat', 'banking', 'en', withPhrases({ leave }))
  const last = (acts: string) =>
    writeTalk(talkOf(bot, 1, linesOf(`customer ask\n${acts}\ncustomer leave`))).at(-1)!.text
  for (const asks of ['question 0', 'confirm', 'notUnderstood'])
    t.equal(last(`bot ${asks}`).toLowerCase(), 'another time.', asks)
  for (const tells of ['failed', 'handover\nbot queueUpdate', 'handover\nbot closed'])
    t.equal(last(`bot ${tells}`).toLowerCase(), 'a pity.', tells)
})

t.test('who says no has been asked whether there is more', async t => {
  const bot = botOn(
    'chat',
    'banking',
    'en',
    withPhrases({
      thanks: [
        { say: 'No, thanks.', asked: true },
        { say: 'Thanks.', asked: false },
      ],
    }),
  )
  const last = (acts: string) =>
    writeTalk(talkOf(bot, 1, linesOf(acts)))
      .at(-1)!
      .text.toLowerCase()
  t.equal(last('customer ask\nbot done\ncustomer thanks'), 'thanks.')
  t.equal(last('customer ask\nbot done + anythingElse\ncustomer thanks'), 'no, thanks.')
})

t.test('what an agent did is said for summaries; a question takes no full stop', async t => {
  const pack = withMatter({
    ask: ['Hello[, is it you?|! Is it you?].'],
    agent: [{ explain: ['Found.'], react: ['Oh.'], resolve: ['Done.'], did: ['{number} was put right.'] }],
  })
  const bot = botOn('voice', 'banking', 'en', pack)
  const said = writeTalk(
    talkOf(bot, 1, linesOf('customer ask\ncustomer answer 0\nagent greet\nagent explain 0\nagent resolve')),
  )
  t.match(said[0]!.text, /Is it you\?$/i)
  t.match(said[4]!.reason, /^\d{8} was put right\.$/)
})

t.test('nobody knows a mood before it was shown', async t => {
  const own = { ask: ['My balance.', { say: 'My balance, at once!', mood: 'annoyed' as const }] }
  const acknowledge = ['Fine.', { say: 'I am sorry.', mood: 'annoyed' as const }]
  const pack = packWith(words => ({
    ...words,
    phrases: { ...words.phrases, acknowledge },
    intents: { ...words.intents, 'Check Balance': { ...words.intents['Check Balance']!, ...own } },
  }))
  const bot = botOn('voice', 'banking', 'en', pack)
  const answers = new Set<string>()
  for (let row = 0; row < 120; row++) {
    const [ask, acknowledges] = writeTalk(talkOf(bot, row, linesOf('customer ask\nbot acknowledge')))
    if (acknowledges!.text === 'I am sorry.') t.equal(ask!.text, 'My balance, at once!')
    if (moodOf(bot, 20_500, row) === 'annoyed') answers.add(`${ask!.text} ${acknowledges!.text}`)
  }
  t.ok(answers.has('My balance. Fine.'), 'annoyed, and nobody could hear it')
  t.ok(answers.has('My balance, at once! I am sorry.'))
})

t.test('last words answer thanks where there were some', async t => {
  const closing = [
    { say: 'You are welcome.', thanked: true },
    { say: 'Take care.', thanked: false },
  ]
  const last = (thanks: string, classes: Record<string, string[]>) => {
    const pack = packWith(words => ({
      ...words,
      classes,
      phrases: { ...words.phrases, thanks: [thanks], closing, goodbye: closing },
    }))
    const bot = botOn('chat', 'banking', 'en', pack)
    return ['agent closing', 'bot goodbye'].map(
      act => writeTalk(talkOf(bot, 1, linesOf(`customer ask\nagent greet\ncustomer thanks\n${act}`))).at(-1)!.text,
    )
  }
  const classes = { thanks: ['thank you'] }
  t.same(last('That is all. Thank you!', classes), ['You are welcome.', 'You are welcome.'])
  t.same(last('That is all.', classes), ['Take care.', 'Take care.'])
  t.same(last('That is all.', {}), ['You are welcome.', 'You are welcome.'], 'nobody can tell')
})

t.test('a matter says why it is passed on, and what is promised; a promise is waited for', async t => {
  const phrases = {
    transfer: ['They can do it.'],
    passesOn: ['May I put you through?'],
    promise: ['You will hear from us.'],
    react: { pleased: ['Good.'], disappointed: ['Oh no.'], waits: ['I wait.'] },
  }
  const texts = (acts: string, words: Partial<IntentWords>) => {
    const pack = packWith(all => ({
      ...all,
      phrases: { ...all.phrases, ...phrases },
      intents: { ...all.intents, 'Check Balance': { ...all.intents['Check Balance']!, ...words } },
    }))
    const lines = linesOf(`customer ask\nagent greet\n${acts}`)
    return writeTalk(talkOf(botOn('voice', 'banking', 'en', pack), 1, lines)).map(({ text }) => text)
  }
  const passes = 'agent transfer\ncustomer affirm\nagent takeOver'
  t.equal(texts(passes, { transfer: ['Accounts keep it.'] })[2], 'Accounts keep it. May I put you through?')
  t.equal(texts(passes, {})[2], 'They can do it.')
  const promised = 'agent explain 0\ncustomer react 0\nagent promise\ncustomer thanks'
  const own = { unsettled: ['It is broken.'], promise: ['I call you within the hour.'] }
  t.same(texts(promised, own).slice(2), ['It is broken.', 'Oh no.', 'I call you within the hour.', 'I wait.'])
  t.equal(texts(promised, { unsettled: ['It is broken.'] })[4], 'You will hear from us.')
})

t.test(
  'an agent does not begin as another agent has, or a question of the bot, while there are other words',
  async t => {
    const looks = ['One moment, please. I open it.', 'One moment, please. I look.', 'Let me see what there is.']
    const { questions } = packWith(words => words).words.en!.intents['Check Balance']!
    const [slot = ''] = Object.keys(questions)
    const bot = ['One moment, please. Which one?']
    const pack = withMatter({ looks, questions: { ...questions, [slot]: { ...questions[slot]!, bot } } })
    for (let row = 0; row < 20; row++) {
      const lines = linesOf(
        'customer ask\nbot question 0\ncustomer answer 0\nagent greet\nagent check\nagent explain 0',
      )
      const talk = talkOf(botOn('voice', 'banking', 'en', pack), row, lines)
      t.equal(writeTalk(talk)[4]!.text, 'Let me see what there is.')
      t.equal(writeTalk(talk, 3)[4]!.text, 'Let me see what there is.', 'who reads from the agent on reads the same')
    }
  },
)

t.test('a second wish is led up to; what is asked for decides what may be asked back', async t => {
  const pack = packWith(words => ({
    ...words,
    phrases: {
      ...words.phrases,
      another: ['Something else.'],
      notUnderstood: [
        { asked: true, sensitive: true, user: 'What for?', bot: 'To find it.' },
        { asked: true, sensitive: false, user: 'Pardon?', bot: 'Of course.' },
        { asked: false, user: 'Help.', bot: 'What is it?' },
      ],
    },
  }))
  const bot = botOn('voice', 'banking', 'en', pack)
  const texts = (acts: string, intents: number[]) =>
    writeTalk(talkOf(bot, 1, linesOf(acts), intents)).map(({ text }) => text)
  const [first, second] = texts('customer ask\ncustomer ask @1', [0, 0])
  t.notMatch(first, /Something else/)
  t.match(second, /^Something else\. ./)
  const asked = bot.pack.intents[0]!.asked.map(slot => bot.pack.intents[0]!.slots[slot])
  const number = asked.findIndex(kind => kind?.startsWith('digits:'))
  t.ok(number >= 0, 'the pack of the tests asks for a number')
  const before = Array.from({ length: number }, (_, item) => `customer answer ${item}\n`).join('')
  t.equal(
    texts(`customer ask\n${before}bot question ${number}\ncustomer unclear\nbot notUnderstood`, [0]).at(-1),
    'To find it.',
  )
  const all = asked.map((_, item) => `customer answer ${item}\n`).join('')
  t.equal(texts(`customer ask\n${all}bot confirm\ncustomer unclear\nbot notUnderstood`, [0]).at(-1), 'Of course.')
})
