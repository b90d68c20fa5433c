import t from 'tap'
import type { ScriptReply } from '../../src/store/link.ts'
import { RedisLink } from '../../src/store/redis-link.ts'
import { noStore, TestStore } from '../store-server.ts'
import { ModelStore } from './model-store.ts'

/** A reply without the instant that begins some of them; what a table of the server has, in the order of the alphabet. */
function plain(reply: ScriptReply): unknown {
  if (reply === null || typeof reply === 'number') return String(reply)
  if (reply instanceof Uint8Array) return Buffer.from(reply).toString()
  const all = (reply as readonly ScriptReply[]).map(plain)
  return Number(all[0]) > 1e9 ? all.slice(1) : all
}

/** News with their names in one order. */
function sorted(line: string): string {
  const [channel = '', text = ''] = line.split(/ (.*)/s)
  if (channel !== 'changes') return line
  const { incarnation, epoch, after, stamp, patch } = JSON.parse(text)
  return `${incarnation} ${epoch} ${after} ${stamp} ${JSON.stringify(patch)}`
}

t.test('the store of the simulation does what the server does', { skip: noStore }, async t => {
  const store = await TestStore.start()
  t.teardown(() => store.end())
  const open = { done: () => {} }
  const opened = new Promise<void>(resolve => {
    open.done = resolve
  })
  const heard: string[] = []
  const events = {
    heard: (channel: string, text: string) => heard.push(`${channel} ${text}`),
    opened: open.done,
    closed: () => {},
  }
  const link = new RedisLink({ url: store.url, prefix: 'model', channels: ['changes', 'known'], events })
  t.teardown(() => link.close())
  link.open()
  await opened
  const said: string[] = []
  const model = new ModelStore(Date.now, (channel, text) => said.push(`${channel} ${text}`))
  let state = 11
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const epochs = ['0', '1', '2', '3', '4', '5']
  const names = ['', 'one', 'two']
  const some = <Item>(items: readonly Item[]) => items[draw(items.length)]!
  const lease = 1e6
  /** Of the latest changes. */
  const stamps = ['none']
  for (let i = 0; i < 600; i += 1) {
    const id = some(['a', 'b', 'c'])
    const current = model.run('load', []) as readonly ScriptReply[]
    const [name, epoch] = draw(3) === 0 ? [some(names), some(epochs)] : [plain(current[1]!), plain(current[2]!)]
    const stamp = draw(4) === 0 ? 'another' : String(plain(current[5]!))
    if (!stamps.includes(stamp)) stamps.unshift(stamp)
    stamps.length = Math.min(stamps.length, 4)
    const patch = JSON.stringify({ set: { x: `${i}` }, drop: draw(2) === 0 ? ['y'] : [] })
    // What waits for a time that passes is left to the simulation.
    const settle = some([0, 1e6])
    const founding = [
      some(['k', 'k', 'k', 'other']),
      id,
      some(names),
      some(epochs),
      draw(2),
      some(names.slice(1)),
      settle,
    ]
    const [script, args] = some([
      ['beat', [id, String(name), String(epoch), lease, stamp]],
      ['beat', [id, String(name), String(epoch), lease, stamp]],
      ['load', []],
      ['change', [String(name), String(epoch), patch, stamp, `s${i}`]],
      ['behind', [String(name), String(epoch), 0, stamp]],
      ['behind', [String(name), some(epochs), 0, some(stamps)]],
      ['leave', [id]],
      ['found', [...founding, draw(2), some(['p', 'p', 'q']), some(['', 'one', 'two one']), 'y', '1', 'z', '2']],
    ] as const)
    const expected = plain(model.run(script, args))
    t.same(plain(await link.run(script, args, 5_000)), expected, `${i}: ${script} ${JSON.stringify(args)}`)
  }
  while (heard.length < said.length) await new Promise(resolve => setTimeout(resolve, 5))
  t.same(heard.map(sorted).sort(), said.map(sorted).sort(), 'and tells the same')
})
