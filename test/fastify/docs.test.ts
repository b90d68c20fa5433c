import { test } from 'tap'
import { createApp } from '../../src/fastify/app.ts'

const CITATION = /\b(?:facts \d|rulings? R\d|decisions? D\d)/
const NOW = '2026-03-09T12:00:00Z'

/** All texts of a description that a person reads, with their places. */
function textsIn(part: unknown, place = ''): [string, string][] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, inner]) => {
    if (name.startsWith('x-')) return []
    const isText = typeof inner === 'string' && ['description', 'summary', 'title'].includes(name)
    return isText ? [[`${place}.${name}`, inner] as [string, string]] : textsIn(inner, `${place}.${name}`)
  })
}

test('what the page shows says nothing of where a rule comes from', async t => {
  const app = createApp({ now: NOW })
  t.teardown(() => app.close())
  for (const url of ['/openapi.json', '/openapi-admin.json']) {
    const texts = textsIn((await app.inject(url)).json())
    t.ok(texts.length > 100, `${url} has texts`)
    t.same(
      texts.filter(([, text]) => CITATION.test(text)),
      [],
      url,
    )
  }
})

test('the first screen is the calls of the vendor, not words about them', async t => {
  const app = createApp({ now: NOW })
  t.teardown(() => app.close())
  const { info, tags } = (await app.inject('/openapi.json')).json()
  t.ok(info.description.length < 300, 'a few lines')
  t.same(
    tags.map(({ name }: { name: string }) => name),
    ['Sessions', 'Engagement', 'Agent AI', 'Dashboards', 'Messages'],
  )
})

test('the token that the page sets is good for a call', async t => {
  for (const auth of ['lenient', 'strict'] as const) {
    const app = createApp({ now: NOW, auth })
    t.teardown(() => app.close())
    const script = (await app.inject('/docs/static/swagger-initializer.js')).body
    t.match(script, /onComplete/, 'the page is given the function')
    t.match(script, /preauthorizeApiKey\(['"]auth['"],\s*token\)/)
    const { components, paths } = (await app.inject('/openapi.json')).json()
    const token = components.securitySchemes.auth['x-example']
    const path = '/api/public/bot/{botId}/getSessions'
    const botId = paths[path].post.parameters.map((one: { $ref?: string }) => one.$ref?.split('/').at(-1))[0]
    const url = path.replace('{botId}', components.parameters[botId].example)
    const { statusCode, body } = await app.inject({ method: 'POST', url, headers: { auth: token } })
    t.equal(statusCode, 200, `${auth}: ${body.slice(0, 200)}`)
  }
})
