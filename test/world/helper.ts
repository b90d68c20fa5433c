import type { Memory } from '../../src/memory/memory.ts'
import type { ContentPack, IntentWords, PackIntent, PackPhrases, PackWords } from '../../src/world/pack.ts'
import type { BotSpec, BotTemplate, LatenessSpec, WorldSpec } from '../../src/world/spec.ts'
import type { World } from '../../src/world/types.ts'
import { createWorld } from '../../src/world/world.ts'

/** The one bot of a test world. */
export const TEST_BOT = 'st-00000000-0000-5000-8000-000000000001'

/** What a test world may have otherwise; everything of a bot can be given. */
export interface TestOptions extends Partial<BotTemplate> {
  readonly seed?: string
  /** Short for `traffic.perDay`. */
  readonly perDay?: number
  /** Where the world keeps what it made; default: a memory of its own. */
  readonly memory?: Memory
  /** More bots beside `TEST_BOT`, with the same figures unless they say otherwise. */
  readonly more?: readonly (Partial<BotSpec> & { readonly id: string })[]
  readonly unnamed?: BotTemplate
  readonly packs?: Readonly<Record<string, ContentPack>>
  readonly lateness?: LatenessSpec | undefined
}

/** A world with one bot, some sixty sessions a day since 2026-02-02, and a tiny content pack. */
export function testWorld(options: TestOptions = {}): World {
  return createWorld(testSpec(options), options.memory)
}

/** What `testWorld` makes its world from. */
export function testSpec(options: TestOptions = {}): WorldSpec {
  const { seed = 'test', perDay = 60, memory: _, more = [], unnamed, packs, lateness, ...rest } = options
  const template = testTemplate(perDay, rest)
  return {
    seed,
    account: { id: '5f3a9c1e7b2d4068a1c5e9f2', orgId: 'o-2b7c0d5e-8a41-5f63-9d2e-6c1f0a9b3e47' },
    bots: [{ ...template, id: TEST_BOT }, ...more.map(bot => ({ ...template, ...bot }))],
    ...(unnamed === undefined ? {} : { unnamed }),
    packs: packs ?? { tiny: tinyPack() },
    ...(lateness === undefined ? {} : { lateness }),
  }
}

/** Everything about a bot but its id. */
export function testTemplate(perDay = 60, rest: Partial<BotTemplate> = {}): BotTemplate {
  return {
    name: 'Test Assistant',
    industry: 'tiny',
    zone: 'America/New_York',
    since: '2026-02-02',
    channels: { rtm: 46, korevg: 21, msteams: 9, facebook: 8, sms: 7, slack: 5, email: 4 },
    languages: { en: 78, es: 15, de: 7 },
    containment: { selfService: 64, dropOff: 17, agent: 19 },
    nonInteractive: 0.08,
    developer: 0.01,
    newUsers: 0.22,
    staff: { agents: 8, queues: [], desktop: true },
    dashboards: [],
    pins: [],
    ...rest,
    traffic: {
      perDay,
      week: [1.16, 1.12, 1.08, 1.06, 1.04, 0.82, 0.72],
      hours: [
        0.36, 0.3, 0.26, 0.25, 0.26, 0.33, 0.52, 0.86, 1.26, 1.58, 1.7, 1.66, 1.52, 1.5, 1.55, 1.56, 1.5, 1.4, 1.28,
        1.2, 1.1, 0.92, 0.7, 0.43,
      ],
      growth: 0.12,
      events: [],
      exactly: [],
      ...rest.traffic,
    },
  }
}

/** A pack with three intents and three wordings each, enough for every turn there is. */
export function tinyPack(): ContentPack {
  const three = (text: string) => [`${text}.`, `${text}, yes.`, `${text} indeed.`]
  const pairs = (text: string) => [1, 2, 3].map(i => ({ user: `${text} ${i}`, bot: `Answer to ${text} ${i}.` }))
  const phrases: PackPhrases = {
    welcome: three('Welcome to {company}'),
    offer: three('I can help with bills'),
    acknowledge: three('I will do that'),
    working: three('I am looking it up'),
    confirm: pairs('is it urgent'),
    nudge: three('Are you there'),
    notUnderstood: pairs('mumble'),
    smallTalk: pairs('how are you'),
    followUps: pairs('how long does it take'),
    anythingElse: three('Anything else'),
    thanks: three('Thanks'),
    leave: three('Forget it'),
    goodbye: three('Goodbye'),
    wantsAgent: three('A human please'),
    handover: three('I connect you'),
    queueUpdate: three('You are in the queue'),
    impatient: three('Nobody there'),
    greet: three('Hello, it is about {topic}'),
    check: three('I am at it'),
    patient: three('Take your time'),
    agentFollowUps: [1, 2, 3].map(i => ({ user: `and then ${i}`, agent: `I see ${i}.` })),
    agentAnythingElse: three('Is there more'),
    closing: three('Have a nice day'),
    notification: three('Your order is on its way'),
    outcomes: {
      success: three('It was done'),
      failed: three('It could not be done'),
      open: three('It stayed open'),
      agent: three('A human did it'),
      waiting: three('Nobody came'),
    },
  }
  const names = ['Check Balance', 'Pay Bill', 'Track Order']
  const words: PackWords = {
    phrases,
    intents: Object.fromEntries(names.map(name => [name, intentWords(name)])),
    articles: Object.fromEntries(
      [1, 2, 3].map(i => [`how-to-${i}`, { title: `How to ${i}`, text: `This is how to ${i}.` }]),
    ),
    coaching: {
      Empathy: { title: 'Be kind', body: 'Say that you understand.', criteria: 'customer complains' },
    },
  }
  return {
    industry: 'tiny',
    companies: ['Tiny Ltd', 'Little Inc', 'Small AG'],
    queues: ['General', 'Billing'],
    intents: [
      intent('Check Balance', 3, 'General'),
      intent('Pay Bill', 2, 'Billing'),
      intent('Track Order', 1, 'General'),
    ],
    articles: [1, 2, 3].map(i => ({
      key: `how-to-${i}`,
      url: `https://help.example.com/how-to-${i}`,
      kind: 'faq' as const,
      intent: 'Check Balance',
    })),
    playbooks: [{ name: 'Greeting', type: 'primary', stages: { Greet: 2, Verify: 3, Solve: 2 } }],
    coaching: [{ name: 'Empathy', actionType: 'nudge', expression: 'neutral' }],
    words: { en: words, es: words, de: words },
  }
}

function intent(name: string, weight: number, queue: string): PackIntent {
  const passedTo = queue === 'General' ? 'Billing' : 'General'
  return { name, weight, queue, passedTo, slots: { number: 'digits:8', date: 'date:1..9' }, asked: ['number', 'date'] }
}

function intentWords(name: string): IntentWords {
  return {
    topic: name.toLowerCase(),
    ask: [1, 2, 3].map(i => `${name} please ${i}`),
    questions: {
      number: {
        bot: ['Which number?', 'The number?', 'Number please?'],
        user: ['{number}', 'It is {number}', 'no. {number}'],
      },
      date: { bot: ['Which date?', 'When?', 'On which day?'], user: ['{date}', 'On {date}', 'the {date}'] },
    },
    done: ['Done.', 'It is done.', 'Ready.'],
    failed: ['That failed.', 'I could not.', 'It did not work.'],
    followUps: [1, 2, 3].map(i => ({ user: `what about ${i}`, bot: `That is ${i}.` })),
    agent: [
      { explain: ['I look.'], react: ['ok'], resolve: ['Found it.'] },
      { explain: ['A moment.'], react: ['sure'], resolve: ['Here it is.'] },
      { explain: ['Let me see.'], react: ['fine'], resolve: ['That is it.'] },
    ],
    summary: ['It was asked.', 'It was wanted.', 'It was needed.'],
  }
}
