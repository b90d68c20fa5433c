import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadScenario } from '../../src/scenario/load.ts'
import { writeDialogue } from '../../src/world/dialogue/write-dialogue.ts'
import { timelineOf } from '../../src/world/sessions/timeline.ts'
import { createWorld } from '../../src/world/world.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'examples/packs')
const textOf = (file: string): string => readFileSync(join(FOLDER, file), 'utf8')

t.test('what docs/scenarios.md shows of packs stands in the example', async t => {
  const page = readFileSync(join(ROOT, 'docs/scenarios.md'), 'utf8')
  const chapter = /## Content packs\n(.*?)\n## /s.exec(page)?.[1] ?? ''
  const blocks = [...chapter.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block!)
  const whole = ['scenario.yaml', 'boulangerie.yaml', 'boulangerie.fr.yaml'].map(textOf)
  t.ok(blocks.length >= 6)
  for (const block of blocks)
    t.ok(
      whole.some(text => text.includes(block)),
      block,
    )
})

t.test('a pack in French alone is a whole world', async t => {
  const { world: spec, files } = loadScenario(join(FOLDER, 'scenario.yaml'))
  t.ok(
    files.some(file => file.endsWith('boulangerie.fr.yaml')),
    'its words are watched too',
  )
  const [bot] = createWorld({ ...spec, seed: 'croissant' }).bots
  const day = bot!.day(20_515)
  const all = Array.from({ length: day.count }, (_, row) =>
    writeDialogue(bot!, day.number, row, timelineOf(bot!, day.number, row)),
  ).flat()
  t.ok(all.length > 300)
  t.ok(all.every(text => text.length > 0 && !/[{}[\]|]/.test(text)))
  t.ok(all.some(text => /^Bon(jour|soir) et bienvenue/.test(text)))
  const english = /\b(the|you|your|please|thank|hello|what|with)\b/i
  t.same(
    all.filter(text => english.test(text)),
    [],
  )
})
