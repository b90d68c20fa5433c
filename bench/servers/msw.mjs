// argv: port, file
// The package that makes a middleware of it (@mswjs/http-middleware 0.10) needs what msw 3 no longer has; so its handlers are asked themselves.
import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { getResponse, HttpResponse, http } from 'msw'

const [port, file] = process.argv.slice(2)
const answer = JSON.parse(readFileSync(file, 'utf8'))
const handlers = [http.all('*', () => HttpResponse.json(answer))]
serve({ fetch: request => getResponse(handlers, request), port: Number(port), hostname: '127.0.0.1' })
