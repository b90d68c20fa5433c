import { MessageChannel } from 'node:worker_threads'
import t from 'tap'
import { inTime } from '../../src/cluster/in-time.ts'

t.test('what came while this process was held up is in time', async t => {
  const { port1, port2 } = new MessageChannel()
  const heard = new Promise<string>(resolve => port2.once('message', resolve))
  t.teardown(() => port1.close())
  const found = inTime(heard, 20)
  port1.postMessage('here')
  // Longer than the answer has: its timer is due before it is read.
  const end = performance.now() + 60
  while (performance.now() < end);
  t.equal(await found, 'here')
})

t.test('what never comes is not', async t => {
  t.equal(await inTime(new Promise<string>(() => {}), 5), undefined)
  await t.rejects(inTime(Promise.reject(new Error('ended')), 5), /ended/)
})
