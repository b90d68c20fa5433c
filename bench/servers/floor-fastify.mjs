// The floor with a framework: Fastify parses the request and sends ready buffers, in turn. argv: port, file with an array of texts
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [port, file] = process.argv.slice(2)
const bodies = JSON.parse(readFileSync(file, 'utf8')).map(text => Buffer.from(text))
let next = 0
const app = Fastify()
app.all('/*', (_request, reply) => {
  reply.header('content-type', 'application/json; charset=utf-8').send(bodies[next++ % bodies.length])
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
