import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { BoundedLog } from '../../src/cli/bounded-log.ts'

/** Reads all that waits, until nothing more comes. */
async function readAll(target: PassThrough): Promise<string> {
  let text = ''
  for (let part = target.read(); part !== null; part = target.read()) {
    text += part
    await turn()
  }
  return text
}

t.test('lines beyond the bound are left out, and told in one line when the reader goes on', async t => {
  const target = new PassThrough()
  const log = new BoundedLog(target, target)
  const line = (i: number) => `${`${i} `.padEnd(10_000, 'x')}\n`
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 300; i += 1) log.write(line(i))
    const waiting = target.writableLength + target.readableLength
    t.ok(waiting > 900_000 && waiting < 1_100_000, `${waiting} bytes wait`)
    const lines = (await readAll(target)).trimEnd().split('\n')
    const kept = lines.length - 1
    t.same(
      lines.slice(0, kept),
      Array.from({ length: kept }, (_, i) => line(i).trimEnd()),
      'the eldest are kept, in order',
    )
    t.match(JSON.parse(lines[kept] ?? ''), {
      level: 40,
      msg: `${300 - kept} lines of the log were left out: more than 1000000 bytes waited for a reader that did not read`,
    })
  }
  log.write('again\n')
  t.equal(await readAll(target), 'again\n')
})

t.test('one line alone, and where lines wait is not where they are made', async t => {
  const target = new PassThrough()
  const made: string[] = []
  const log = new BoundedLog(target, { write: line => made.push(line) })
  target.write('x'.repeat(1_100_000))
  log.write('lost\n')
  t.same(made, [])
  await readAll(target)
  t.match(made, [/1 line of the log was left out/])
})
