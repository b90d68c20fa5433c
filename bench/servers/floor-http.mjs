// The physical floor: node:http sends ready buffers, in turn. argv: port, file with an array of texts
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [port, file] = process.argv.slice(2)
const bodies = JSON.parse(readFileSync(file, 'utf8')).map(text => Buffer.from(text))
let next = 0
createServer((request, reply) => {
  request.resume()
  request.on('end', () => {
    const body = bodies[next++ % bodies.length]
    reply.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
    reply.end(body)
  })
}).listen(Number(port), '127.0.0.1')
