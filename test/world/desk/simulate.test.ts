import t from 'tap'
import { SLOTS } from '../../../src/world/arrivals.ts'
import { type DeskSize, simulate } from '../../../src/world/desk/simulate.ts'
import {
  CALLS,
  CHATS,
  CLOSED,
  type Contacts,
  DESK_MEDIUMS,
  EMAILS,
  GAVE_UP,
  MOST_BREAKS,
  MOST_CONTACT_PARTS,
  OTHER_WORK,
  OVERTIME,
  type Served,
  type Shifts,
  TAKEN_BY_HUMAN,
} from '../../../src/world/desk/types.ts'
import { DAY, HOUR, MINUTE } from '../../../src/world/time.ts'
import { type Case, drawContacts, drawShifts, SIZE } from './helper.ts'

/** From idle to hopeless: few agents, many, small centres, much that is passed on, much that must be taken. */
const CASES: readonly Case[] = [
  { seed: 'calm', contacts: 200, agents: 20 },
  { seed: 'busy', contacts: 600, agents: 20 },
  { seed: 'hopeless', contacts: 900, agents: 5 },
  { seed: 'one', contacts: 60, agents: 1, isSmall: true, passed: 0.6 },
  { seed: 'two', contacts: 120, agents: 2, isSmall: true, passed: 0.6 },
  { seed: 'small', contacts: 250, agents: 8, isSmall: true },
  { seed: 'passed on', contacts: 400, agents: 25, passed: 1 },
  { seed: 'must', contacts: 300, agents: 3, must: 0.8 },
  { seed: 'large', contacts: 5_000, agents: 150 },
  { seed: 'nobody', contacts: 50, agents: 0, must: 0.5 },
]

interface Part {
  readonly contact: number
  readonly part: number
  readonly medium: number
  readonly agent: number
  readonly begin: number
  readonly end: number
}

function partsOf({ medium }: Contacts, { parts, agent, begin, end }: Served): Part[] {
  const found: Part[] = []
  for (let contact = 0; contact < medium.length; contact++) {
    for (let part = 0; part < parts[contact]!; part++) {
      const at = MOST_CONTACT_PARTS * contact + part
      found.push({ contact, part, medium: medium[contact]!, agent: agent[at]!, begin: begin[at]!, end: end[at]! })
    }
  }
  return found
}

function byAgent(parts: readonly Part[]): Map<number, Part[]> {
  const found = new Map<number, Part[]>()
  for (const part of parts) {
    const own = found.get(part.agent)
    if (own === undefined) found.set(part.agent, [part])
    else own.push(part)
  }
  for (const own of found.values()) own.sort((a, b) => a.begin - b.begin || a.contact - b.contact)
  return found
}

const shiftOf = (shifts: Shifts, agent: number) => shifts.agent.indexOf(agent)

for (const one of CASES) {
  const contacts = drawContacts(one)
  const shifts = drawShifts(one)
  const served = simulate(contacts, shifts, SIZE)
  const parts = partsOf(contacts, served)

  t.test(`${one.seed}: the same again`, async t => {
    t.same(simulate(contacts, shifts, SIZE), served)
  })

  t.test(`${one.seed}: one call at a time, nothing beside it; one e-mail at a time; at most three chats`, async t => {
    for (const own of byAgent(parts).values()) {
      for (const [i, part] of own.entries()) {
        const beside = own.slice(0, i).filter(other => other.end > part.begin)
        if (part.medium !== CHATS && beside.length > 0) t.fail(`${part.contact} began beside ${beside[0]!.contact}`)
        if (beside.some(other => other.medium !== CHATS)) t.fail(`${part.contact} began beside a call or an e-mail`)
        if (beside.length > 2) t.fail(`${beside.length + 1} chats at once`)
      }
    }
  })

  t.test(`${one.seed}: parts lie in shifts, not in breaks, with skills and languages`, async t => {
    for (const part of parts) {
      if (part.agent >= shifts.firstReserve) continue
      const i = shiftOf(shifts, part.agent)
      if (i < 0) t.fail('no shift')
      const latest = shifts.end[i]! + (shifts.end[i] === DAY ? OVERTIME : 0)
      if (part.begin < shifts.begin[i]! || part.begin >= latest) t.fail(`${part.contact} began outside of the shift`)
      const language = contacts.language[part.contact]!
      if ((shifts.languages[i]! & (1 << language)) === 0) t.fail(`${part.contact} in a language he does not speak`)
      const queue = contacts.queue[MOST_CONTACT_PARTS * part.contact]!
      const isOwn = shifts.everyQueue[i] === 1 || [shifts.queue[i], shifts.secondQueue[i]].includes(queue)
      const waited = part.begin - contacts.arrival[part.contact]!
      if (part.part === 0 && !isOwn && waited < 40_000) t.fail(`${part.contact} was another team's`)
    }
    for (const [agent, own] of byAgent(parts)) {
      if (agent >= shifts.firstReserve) continue
      const i = shiftOf(shifts, agent)
      let after = 0
      for (let b = 0; b < OTHER_WORK; b++) {
        const [due, length] = shifts.breaks.subarray(2 * (MOST_BREAKS * i + b)) as unknown as [number, number]
        if (length === 0) continue
        const from = Math.max(due, after, ...own.filter(part => part.begin < due).map(part => part.end))
        after = from + length
        const meets = own.find(part => part.begin >= due && part.begin < Math.min(after, shifts.end[i]!))
        if (meets !== undefined) t.fail(`${meets.contact} began in a break`)
      }
      const at = 2 * (MOST_BREAKS * i + OTHER_WORK)
      const aside = [shifts.breaks[at]!, shifts.breaks[at]! + shifts.breaks[at + 1]!] as const
      const disturbs = own.find(part => part.medium !== CALLS && part.begin >= aside[0] && part.begin < aside[1])
      if (disturbs !== undefined) t.fail(`${disturbs.contact} disturbed other work`)
    }
  })

  t.test(`${one.seed}: every contact ends in one way, at a time that fits`, async t => {
    const lastEnd = (language: number) =>
      Math.max(0, ...[...shifts.end].filter((_, i) => (shifts.languages[i]! & (1 << language)) !== 0))
    for (let i = 0; i < contacts.arrival.length; i++) {
      const arrival = contacts.arrival[i]!
      const answered = served.answered[i]!
      const outcome = served.outcome[i]!
      if (answered < arrival) t.fail('before it came')
      if ((outcome === TAKEN_BY_HUMAN) !== served.parts[i]! > 0) t.fail(`${i}: taken without a part`)
      if (contacts.mustBeTaken[i] === 1) {
        if (outcome !== TAKEN_BY_HUMAN) t.fail(`${i} had to be taken`)
        if (answered > arrival + 5 * MINUTE) t.fail(`${i} waited too long`)
      } else if (outcome === TAKEN_BY_HUMAN) {
        if (answered > arrival + contacts.patience[i]!) t.fail(`${i} had gone`)
      } else if (outcome === GAVE_UP) {
        if (answered !== arrival + contacts.patience[i]!) t.fail(`${i} gave up at another time`)
      } else if (contacts.medium[i] !== EMAILS) {
        if (answered !== arrival) t.fail(`${i} was closed later`)
      } else if (answered !== Math.max(arrival, lastEnd(contacts.language[i]!))) t.fail(`${i} was given up too early`)
    }
  })

  t.test(`${one.seed}: a contact's parts follow each other; all its work is done`, async t => {
    for (let i = 0; i < contacts.arrival.length; i++) {
      const count = served.parts[i]!
      if (count === 0) continue
      const at = MOST_CONTACT_PARTS * i
      let wanted = 0
      let done = 0
      for (let part = 0; part < MOST_CONTACT_PARTS; part++) {
        wanted += contacts.handling[at + part]!
        if (part >= count) continue
        done += served.end[at + part]! - served.begin[at + part]!
        if (part === 0) continue
        if (served.begin[at + part] !== served.end[at + part - 1]) t.fail(`${i}: a gap`)
        if (served.agent[at + part] === served.agent[at + part - 1]) t.fail(`${i}: passed on to himself`)
      }
      // He who looks for a colleague keeps the customer meanwhile.
      if (done < wanted || done > wanted + (MOST_CONTACT_PARTS - 1) * 2 * MINUTE)
        t.fail(`${i}: ${done} of ${wanted} ms`)
    }
  })

  t.test(`${one.seed}: who came first to a queue is taken first`, async t => {
    const last = new Map<string, { arrival: number; answered: number }>()
    for (let i = 0; i < contacts.arrival.length; i++) {
      if (served.outcome[i] !== TAKEN_BY_HUMAN || served.agent[MOST_CONTACT_PARTS * i]! >= shifts.firstReserve) continue
      const key = `${contacts.medium[i]}/${contacts.queue[MOST_CONTACT_PARTS * i]}/${contacts.language[i]}`
      const before = last.get(key)
      if (before !== undefined && served.answered[i]! < before.answered) t.fail(`${i} overtook`)
      last.set(key, { arrival: contacts.arrival[i]!, answered: served.answered[i]! })
    }
  })
}

/** Contacts that are all alike, at these times. */
function plain(arrival: readonly number[], medium: number, more: Partial<Contacts> = {}): Contacts {
  const n = arrival.length
  const handling = new Uint32Array(MOST_CONTACT_PARTS * n)
  for (let i = 0; i < n; i++) handling[MOST_CONTACT_PARTS * i] = 5 * MINUTE
  return {
    arrival: Uint32Array.from(arrival),
    medium: new Uint8Array(n).fill(medium),
    language: new Uint8Array(n),
    patience: new Uint32Array(n).fill(3 * MINUTE),
    mustBeTaken: new Uint8Array(n),
    handling,
    queue: new Uint8Array(MOST_CONTACT_PARTS * n),
    ...more,
  }
}

/** One shift an entry: begin, end. */
function shiftsAt(...times: readonly (readonly [number, number])[]): Shifts {
  const n = times.length
  return {
    agent: Uint32Array.from(times, (_, i) => i),
    begin: Uint32Array.from(times, ([begin]) => begin),
    end: Uint32Array.from(times, ([, end]) => end),
    breaks: new Uint32Array(2 * MOST_BREAKS * n),
    queue: new Uint8Array(n),
    secondQueue: new Uint8Array(n),
    everyQueue: new Uint8Array(n),
    languages: new Uint32Array(n).fill(1),
    open: new Uint8Array(DESK_MEDIUMS * SLOTS).fill(1),
    firstReserve: n,
  }
}

const ONE: DeskSize = { queues: 2, languages: 1 }

t.test('nobody on shift: closed at once; an e-mail waits for the first shift of the day, or is closed', async t => {
  const shifts = shiftsAt([8 * HOUR, 16 * HOUR])
  const at = [6 * HOUR, 10 * HOUR, 17 * HOUR]
  for (const medium of [CALLS, CHATS]) {
    t.same([...simulate(plain(at, medium), shifts, ONE).outcome], [CLOSED, TAKEN_BY_HUMAN, CLOSED])
  }
  const email = simulate(plain(at, EMAILS, { patience: new Uint32Array(3).fill(2 * DAY) }), shifts, ONE)
  t.same([...email.outcome], [TAKEN_BY_HUMAN, TAKEN_BY_HUMAN, CLOSED])
  t.equal(email.begin[0], 8 * HOUR)
  const must = simulate(plain(at, CHATS, { mustBeTaken: new Uint8Array(3).fill(1) }), shifts, ONE)
  t.same([...must.outcome], [TAKEN_BY_HUMAN, TAKEN_BY_HUMAN, TAKEN_BY_HUMAN])
  t.same(
    [0, 1, 2].map(i => must.agent[MOST_CONTACT_PARTS * i]),
    [1, 0, 1],
    'by the first reserve where nobody is there',
  )
})

t.test('outside of the hours of a medium it is closed, though others are served', async t => {
  const open = new Uint8Array(DESK_MEDIUMS * SLOTS).fill(1)
  open.fill(0, CALLS * SLOTS, CALLS * SLOTS + 40)
  const shifts = { ...shiftsAt([0, DAY]), open }
  t.same([...simulate(plain([9 * HOUR, 11 * HOUR], CALLS), shifts, ONE).outcome], [CLOSED, TAKEN_BY_HUMAN])
  t.same([...simulate(plain([9 * HOUR, 11 * HOUR], CHATS), shifts, ONE).outcome], [TAKEN_BY_HUMAN, TAKEN_BY_HUMAN])
})

t.test('a language that nobody speaks is closed, and who speaks it is not kept from it by another queue', async t => {
  const contacts = plain([9 * HOUR], CHATS, { language: Uint8Array.of(1), queue: Uint8Array.of(1, 0, 0) })
  const shifts = shiftsAt([8 * HOUR, 16 * HOUR])
  const size = { queues: 2, languages: 2 }
  t.equal(simulate(contacts, shifts, size).outcome[0], CLOSED)
  const served = simulate(contacts, { ...shifts, languages: Uint32Array.of(2) }, size)
  t.equal(served.outcome[0], TAKEN_BY_HUMAN)
  t.equal(served.begin[0], 9 * HOUR + 90_000, 'after it has waited for its own team')
})

t.test('who came before midnight is served on by those whose shift ends then; others go when they go', async t => {
  const late = plain([DAY + 5 * MINUTE, DAY + OVERTIME + 1], CHATS)
  t.same([...simulate(late, shiftsAt([15 * HOUR, DAY]), ONE).outcome], [TAKEN_BY_HUMAN, CLOSED])
  t.same([...simulate(late, shiftsAt([15 * HOUR, DAY - HOUR]), ONE).outcome], [CLOSED, CLOSED])
})

t.test('a call comes before chats that wait, and whoever has chats takes no more of them meanwhile', async t => {
  // Chats come faster than one agent can end them; a call must not wait for all of them.
  const times = Array.from({ length: 40 }, (_, i) => 9 * HOUR + i * MINUTE)
  const medium = new Uint8Array(40).fill(CHATS)
  medium[10] = CALLS
  const served = simulate(
    plain(times, CHATS, { medium, patience: new Uint32Array(40).fill(HOUR) }),
    shiftsAt([8 * HOUR, 16 * HOUR]),
    ONE,
  )
  t.ok(served.answered[10]! - times[10]! < 8 * MINUTE, `${(served.answered[10]! - times[10]!) / 1000} s`)
})

t.test('who has other work takes a call that nobody else can take, and nothing else', async t => {
  const breaks = new Uint32Array(2 * MOST_BREAKS * 2)
  breaks.set([9 * HOUR, HOUR], 2 * (MOST_BREAKS + OTHER_WORK))
  const shifts = { ...shiftsAt([8 * HOUR, 16 * HOUR], [8 * HOUR, 16 * HOUR]), breaks }
  const times = [0, 1, 2, 3].map(minute => 9 * HOUR + (10 + minute) * MINUTE)
  const agents = ({ agent, begin }: Served) =>
    times.map((at, i) => [agent[MOST_CONTACT_PARTS * i], begin[MOST_CONTACT_PARTS * i]! - at])
  const calls = simulate(plain(times.slice(0, 2), CALLS), shifts, ONE)
  t.same([calls.agent[0], calls.agent[MOST_CONTACT_PARTS], calls.begin[MOST_CONTACT_PARTS]], [0, 1, times[1]])
  const chats = simulate(plain(times, CHATS, { patience: new Uint32Array(4).fill(HOUR) }), shifts, ONE)
  t.same(agents(chats).slice(0, 3), [
    [0, 0],
    [0, 0],
    [0, 0],
  ])
  t.ok(
    chats.begin[MOST_CONTACT_PARTS * 3]! > times[3]! + MINUTE,
    `the fourth waits for the one who has three: ${agents(chats).join()}`,
  )
})

t.test('of two who chat, one gets further chats, so that the others stay free for a call', async t => {
  const times = [0, 10, 20, 30].map(s => 9 * HOUR + s * 1000)
  const shifts = shiftsAt([8 * HOUR, 16 * HOUR], [8 * HOUR, 16 * HOUR], [8 * HOUR, 16 * HOUR])
  const medium = Uint8Array.of(CHATS, CHATS, CHATS, CALLS)
  const served = simulate(plain(times, CHATS, { medium }), shifts, ONE)
  t.equal(served.answered[3], times[3], 'the call is taken at once')
  t.equal(new Set([0, 1, 2].map(i => served.agent[MOST_CONTACT_PARTS * i])).size, 2, 'three chats are with two agents')
})

t.test('a contact is passed on to the team of its next part, if somebody of it is there', async t => {
  const handling = Uint32Array.of(5 * MINUTE, 4 * MINUTE, 0)
  const queue = Uint8Array.of(0, 1, 0)
  const contacts = plain([9 * HOUR], CALLS, { handling, queue })
  const shifts = {
    ...shiftsAt([8 * HOUR, 16 * HOUR], [8 * HOUR, 16 * HOUR], [8 * HOUR, 16 * HOUR]),
    queue: Uint8Array.of(0, 0, 1),
    secondQueue: Uint8Array.of(0, 0, 1),
  }
  const served = simulate(contacts, shifts, ONE)
  t.same([served.parts[0], served.agent[1]], [2, 2])
  const alone = simulate(contacts, shiftsAt([8 * HOUR, 16 * HOUR]), ONE)
  t.same([alone.parts[0], alone.end[0]], [1, 9 * HOUR + 9 * MINUTE], 'who is alone does all of it himself')
})

t.test('more staff never makes waits longer; ten times the load does, and people give up', async t => {
  const figures = (contacts: number, agents: number) => {
    const one = { seed: 'staff', contacts, agents, must: 0, isSmall: true }
    const drawn = drawContacts(one)
    const { outcome, answered } = simulate(drawn, drawShifts(one), SIZE)
    const there = [...outcome.keys()].filter(i => outcome[i] !== CLOSED && drawn.medium[i] !== EMAILS)
    const waits = there.map(i => answered[i]! - drawn.arrival[i]!)
    return {
      wait: waits.reduce((a, b) => a + b, 0) / there.length,
      gaveUp: there.filter(i => outcome[i] === GAVE_UP).length / there.length,
    }
  }
  const NOISE = 3_000
  let before = figures(1500, 10)
  for (const agents of [15, 22, 33, 50, 75]) {
    const now = figures(1500, agents)
    t.ok(now.wait <= before.wait + NOISE, `${agents} agents: ${now.wait} after ${before.wait}`)
    t.ok(now.gaveUp <= before.gaveUp + 0.01, `${agents} agents: ${now.gaveUp} after ${before.gaveUp}`)
    before = now
  }
  const calm = figures(400, 20)
  const spike = figures(4000, 20)
  t.ok(spike.wait > 5 * calm.wait && spike.wait > MINUTE, `${calm.wait} to ${spike.wait}`)
  t.ok(spike.gaveUp > 0.3 && calm.gaveUp < 0.1, `${calm.gaveUp} to ${spike.gaveUp}`)
})
