import t from 'tap'
import { SpareJob } from '../../src/offload/spare-job.ts'

/** One that goes on until it is ended, and whether it was. */
function endless() {
  const state = { isEnded: false }
  const job = new SpareJob(
    signal =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          state.isEnded = true
          reject(new Error('ended'))
        })
      }),
  )
  return { job, state }
}

t.test('who needs the thread ends it', async t => {
  const { job, state } = endless()
  job.giveWay()
  t.equal(state.isEnded, true)
  t.equal(await job.body, undefined, 'nobody is told of a failure')
})

t.test('not when somebody asks for it, but then it ends with him', async t => {
  const { job, state } = endless()
  const client = new AbortController()
  const body = job.askFor(client.signal)
  job.giveWay()
  t.equal(state.isEnded, false)
  client.abort()
  t.equal(state.isEnded, true)
  t.equal(await body, undefined)
})

t.test('who had left before it is not waited for', async t => {
  const { job, state } = endless()
  t.equal(await job.askFor(AbortSignal.abort()), undefined)
  t.equal(state.isEnded, true)
})

t.test('the body', async t => {
  const bytes = new Uint8Array([1])
  const job = new SpareJob(async () => bytes)
  t.equal(await job.askFor(undefined), bytes)
  job.giveWay()
  t.equal(await job.body, bytes)
})
