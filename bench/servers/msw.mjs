// argv: port, file
import { readFileSync } from 'node:fs'
import { createServer } from '@mswjs/http-middleware'
import { HttpResponse, http } from 'msw'

const [port, file] = process.argv.slice(2)
const answer = JSON.parse(readFileSync(file, 'utf8'))
createServer(http.all('*', () => HttpResponse.json(answer))).listen(Number(port), '127.0.0.1')
