// The floor with a framework: Fastify parses the request and sends a ready buffer. argv: port, file
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [port, file] = process.argv.slice(2)
const body = readFileSync(file)
const app = Fastify()
app.all('/*', (_request, reply) => {
  reply.header('content-type', 'application/json; charset=utf-8').send(body)
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
