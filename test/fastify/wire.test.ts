import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { ask, BOT, buildApp, HEADERS } from '../helper.ts'

t.test('what is no HTTP is refused in the envelope too', async t => {
  const app = buildApp(t)
  await app.listen({ port: 0 })
  const { port } = app.server.address() as { port: number }
  const send = async (text: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.end(text)
    let answer = ''
    socket.on('data', chunk => {
      answer += chunk
    })
    await once(socket, 'close')
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    return { status: Number(head.split(' ')[1]), json: JSON.parse(body) as { errors: { code: number }[] } }
  }
  const large = await send(`POST /api/public/getSessions HTTP/1.1\r\nhost: x\r\nauth: ${'a'.repeat(20_000)}\r\n\r\n`)
  t.equal(large.status, 431)
  t.equal(large.json.errors[0]?.code, 431)
  const rubbish = await send('rubbish\r\n\r\n')
  t.equal(rubbish.status, 400)
  t.equal(rubbish.json.errors[0]?.code, 400)
  t.equal((await ask(app, 'POST', '/api/public/getSessions')).status, 200, 'the server goes on')
})

t.test('bodies in pieces, and connections used again', async t => {
  const app = buildApp(t)
  const url = await app.listen({ port: 0 })
  const sessions = `${url}/api/public/bot/${BOT}/getSessions`
  const headers = { ...HEADERS, 'content-type': 'application/json' }
  const whole = await (await fetch(sessions, { method: 'POST', headers, body: '{"limit": 2}' })).text()
  const pieces = new ReadableStream({
    async start(controller) {
      for (const piece of ['{"lim', 'it": ', '2}']) {
        controller.enqueue(new TextEncoder().encode(piece))
        await new Promise(resolve => setTimeout(resolve, 5))
      }
      controller.close()
    },
  })
  const options = { method: 'POST', headers, body: pieces, duplex: 'half' } as RequestInit
  t.equal(await (await fetch(sessions, options)).text(), whole)
  const all = await Promise.all(
    Array.from({ length: 20 }, async () =>
      (await fetch(sessions, { method: 'POST', headers, body: '{"limit": 2}' })).text(),
    ),
  )
  t.ok(all.every(text => text === whole))
})

t.test('a client that goes away in the middle does no harm', async t => {
  const app = buildApp(t)
  await app.listen({ port: 0 })
  const { port } = app.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('POST /api/public/getSessions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"lim')
  await new Promise(resolve => setTimeout(resolve, 20))
  socket.destroy()
  await new Promise(resolve => setTimeout(resolve, 20))
  t.equal((await ask(app, 'POST', '/api/public/getSessions')).status, 200)
})
