import t from 'tap'
import { ScenarioError } from '../../src/scenario/error.ts'
import type { SessionPinFile } from '../../src/scenario/file.ts'
import { loadScenario } from '../../src/scenario/load.ts'

const START = '2026-03-02T10:00:00Z'
const clock = { real: Date.parse('2026-03-09T12:00:00Z') }
const pinned = (pin: Partial<SessionPinFile>) =>
  loadScenario({ bots: { 'st-a': { pins: { sessions: [{ start_time: START, ...pin }] } } } }, { clock }).world.bots[0]!
    .pins[0]!

t.test('a transcript as a world has it', async t => {
  const pin = pinned({
    wait: '40s',
    summary: 'Blocked.',
    transcript: [
      { bot: 'Hi' },
      { customer: 'I lost my card', intent: 'Report Lost Card', at: '12s' },
      { bot: 'I get somebody', at: '2026-03-02T10:00:20Z' },
      { agent: 'Anna here', name: 'Anna Berg', at: '2026-03-02 05:01' },
    ],
  })
  t.match(pin, { containmentType: 'agent', wait: 40_000, summary: 'Blocked.' })
  t.same(pin.transcript, [
    { side: 0, text: 'Hi' },
    { side: 1, text: 'I lost my card', at: 12_000, intent: 'Report Lost Card' },
    { side: 0, text: 'I get somebody', at: 20_000 },
    { side: 2, text: 'Anna here', at: 60_000, name: 'Anna Berg' },
  ])
  t.equal(pinned({ transcript: [{ bot: 'Hi' }] }).containmentType, 'selfService')
  t.equal(
    pinned({ containmentType: 'dropOff', transcript: [{ bot: 'Hi' }, { customer: 'Bye' }] }).containmentType,
    'dropOff',
  )
  t.equal(pinned({ session_lang: 'fr', transcript: [{ bot: 'Bonjour' }] }).session_lang, 'fr', 'in any language')
  t.equal(pinned({ wait: '10s' }).containmentType, 'agent', 'who waits, waits for a human')
})

t.test('what cannot be is refused with the place', async t => {
  const transcript = [{ bot: 'Hi' }, { customer: 'Hello' }]
  const taken = [...transcript, { agent: 'Anna' }]
  const cases: [Partial<SessionPinFile>, RegExp][] = [
    [
      { transcript, noOfMessagesExchanged: 2 },
      /noOfMessagesExchanged: must be left out: the transcript says it; found 2/,
    ],
    [{ transcript, sessionType: 'interactive' }, /sessionType: must be left out: the transcript says it/],
    [{ transcript, containmentType: 'agent' }, /containmentType: must be another: no agent speaks in the transcript/],
    [{ transcript: taken, containmentType: 'selfService' }, /containmentType: must be agent: one speaks/],
    [{ transcript, wait: '1m' }, /wait: must be left out: no human is waited for; found 1m/],
    [{ containmentType: 'dropOff', wait: '1m' }, /wait: must be left out/],
    [{ transcript: [{ agent: 'Anna' }] }, /transcript\.0: must be what the bot or the customer says/],
    [{ transcript: [{}] }, /transcript\.0: must be said by one: bot, customer or agent; found nobody/],
    [{ transcript: [{ bot: 'a', agent: 'b' }] }, /transcript\.0: must be said by one: .*; found 2 of them/],
    [{ transcript: [{ bot: 'a', name: 'x' }] }, /transcript\.0\.name: must be left out: only agents have one; found x/],
    [
      { transcript: [{ bot: 'a', intent: 'Check Balance' }] },
      /transcript\.0\.intent: must be left out: only customers/,
    ],
    [
      { transcript: [{ customer: 'a', intent: 'Check Balanc' }] },
      /transcript\.0\.intent: .*did you mean Check Balance\?/,
    ],
    [{ intent: 'Nothing' }, /sessions\.0\.intent: must be one of Check Balance/],
    [{ transcript: [{ bot: 'a', at: '5s' }] }, /transcript\.0\.at: must be 0s, or be left out/],
    [
      { transcript: [{ bot: 'a' }, { bot: 'b', at: '5s' }, { bot: 'c', at: '5s' }] },
      /transcript\.2\.at: must be after/,
    ],
    [
      { transcript: [{ bot: 'a' }, { bot: 'b', at: '5m' }], duration: '4m' },
      /transcript\.1\.at: must not be after the end/,
    ],
    [
      { transcript: [{ bot: 'a' }, { bot: 'b', at: 'soon' }] },
      /transcript\.1\.at: is no day and no time; found "soon"/,
    ],
    [
      { transcript: [{ bot: 'a', text: 'b' }] as never },
      /transcript\.0\.text: is not a setting; allowed here: bot, customer/,
    ],
  ]
  for (const [pin, expected] of cases) {
    t.throws(() => pinned(pin), { constructor: ScenarioError, message: expected })
  }
})
