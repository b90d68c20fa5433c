// The exporter that does all right, as a command: what it has stored is one JSON file, put in place as a whole.

import { createHmac } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { exporterWith } from './exporter.mjs'

const { env } = process
const file = join(env.KORE_OUT, 'sessions.json')
const stateFile = join(env.KORE_OUT, 'state.json')

function newToken() {
  const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url')
  const iat = Math.floor(Date.now() / 1000)
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ appId: env.KORE_CLIENT_ID, iat, exp: iat + 3600 })}`
  return `${text}.${createHmac('sha256', env.KORE_CLIENT_SECRET).update(text).digest('base64url')}`
}

function replace(path, value) {
  writeFileSync(`${path}.new`, JSON.stringify(value))
  renameSync(`${path}.new`, path)
}

const stored = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
const store = new Map([['rows', new Map(stored.map(row => [row.sessionId, row]))]])
if (existsSync(stateFile)) store.set('done', JSON.parse(readFileSync(stateFile, 'utf8')).done)
const rows = await exporterWith()({
  fetch,
  sleep,
  store,
  newToken,
  now: () => Date.parse(env.KORE_NOW),
  baseUrl: env.KORE_BASE_URL,
  token: env.KORE_TOKEN,
  account: env.KORE_ACCOUNT_ID,
  bot: env.KORE_BOT_ID,
  from: env.KORE_FROM,
  to: env.KORE_TO,
})
replace(file, rows)
replace(stateFile, { done: store.get('done') })
