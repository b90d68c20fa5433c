import t from 'tap'
import { Views } from '../../scripts/report/rows.ts'
import { choose, KINDS } from '../../scripts/transcripts/choose.ts'
import { chapter } from '../../scripts/transcripts/write.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { createWorld } from '../../src/world/world.ts'

const [bot] = createWorld({ ...loadScenario('default').world, seed: 'transcripts' }).bots
const views = new Views(bot!, Date.parse('2026-03-12T00:00:00Z'))
const DAYS = { from: '2026-03-10', to: '2026-03-10' }

t.test('sessions are what was wanted', async t => {
  for (const kind of KINDS) {
    const chosen = choose(views, DAYS, { kind, hour: kind === 'unanswered' ? 0 : 9 }, 3)
    t.equal(chosen.length, 3, kind)
    for (const { talk, kind: found, segments } of chosen) {
      const agents = new Set(talk.lines.flatMap(({ agent }) => agent?.id ?? []))
      t.equal(found, kind)
      t.equal(agents.size > 0, kind === 'agent' || kind === 'transfer')
      t.equal(segments.length > 1, kind === 'transfer')
    }
  }
  for (const { talk } of choose(views, DAYS, { language: 'es', medium: 'voice' }, 5)) {
    t.match(talk, { medium: 'voice', language: 'es' })
  }
  t.same(choose(views, DAYS, { language: 'fr' }, 5), [])
})

t.test('a chapter has every line, who says it, and what the agents saw', async t => {
  const [one] = choose(views, DAYS, { kind: 'transfer', medium: 'chat' }, 1)
  const text = chapter(one!, 7)
  t.match(text, /^## 7\. Bank Assistant \(banking\), \w+, chat: handed over and transferred\n/)
  for (const line of one!.talk.lines) {
    t.ok(text.includes(line.text.split('\n')[0]!), line.text)
    t.ok(text.includes(line.agent?.name ?? line.side))
  }
  t.match(text, /\n- .*\*\* takes it, queue /)
  t.match(text, /\n- summary \(final\): /)
})
