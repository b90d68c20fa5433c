import { deserialize, serialize } from 'node:v8'
import t from 'tap'
import { loadScenario } from '../../src/scenario/load.ts'
import { shippedPack } from '../../src/scenario/packs.ts'
import { receivePacks, receiveScenario, sendPacks, sendScenario } from '../../src/scenario/sent-packs.ts'

const way = <Thing>(thing: Thing): Thing => deserialize(serialize(thing))

t.test('a scenario arrives as it left, and without the words of shipped packs', async t => {
  const scenario = loadScenario({ bots: { 'st-a': {}, 'st-b': { industry: 'retail' } } })
  const sent = way(sendScenario(scenario))
  t.same(sent.world.packs, { own: {}, shipped: ['banking', 'retail'] })
  const received = receiveScenario(sent)
  t.same(received, scenario)
  t.equal(received.world.packs.retail, shippedPack('retail'), 'the pack of this process')
})

t.test("a pack of somebody's own goes along, also by the name of a shipped one", async t => {
  const own = { ...shippedPack('banking'), intents: [] }
  const packs = { banking: own, energy: own, retail: shippedPack('retail') }
  const sent = way(sendPacks({ packs }))
  t.same(Object.keys(sent.packs.own), ['banking', 'energy'])
  t.same(receivePacks(sent), { packs })
})
