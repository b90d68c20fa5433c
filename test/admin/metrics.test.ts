import t from 'tap'
import { createApp } from '../../src/fastify/app.ts'
import { BOT, HEADERS } from '../helper.ts'
import { brokenRules } from './metric-rules.ts'

t.test('names, types and help are as Prometheus has them', async t => {
  const app = createApp({ now: '2026-03-09T12:00:00Z' })
  t.teardown(() => app.close())
  const ask = (payload: object, headers = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/public/bot/${BOT}/getSessions`,
      headers: { ...HEADERS, ...headers },
      payload,
    })
  await ask({ limit: 1 })
  await ask({ limit: 'ten' })
  await app.inject({ method: 'POST', url: '/__admin/faults', payload: { times: 1, fault: { status: 503 } } })
  await ask({ limit: 1 })
  const { body, headers } = await app.inject('/__admin/metrics')
  t.match(headers['content-type'], 'text/plain; version=0.0.4')
  t.same(brokenRules(body), [])
  for (const name of ['requests', 'violations', 'faults']) t.match(body, `# TYPE kore_mock_${name}_total counter`)
  t.match(body, '# TYPE kore_mock_request_duration_seconds histogram')
  t.match(body, /^process_resident_memory_bytes [1-9]/m)
  t.match(body, /^nodejs_active_handles\{/m, 'by their kinds; the sum of them is not told')
  t.notMatch(body, /active_\w+_total/)
})

t.test('the rules see what is wrong', t => {
  const metric = (name: string, type: string, sample = name) =>
    `# HELP ${name} Text.\n# TYPE ${name} ${type}\n${sample} 1\n`
  t.same(brokenRules(metric('good_total', 'counter') + metric('good_seconds', 'histogram', 'good_seconds_sum')), [])
  const wrong = [
    metric('requests', 'counter'),
    metric('handles_total', 'gauge'),
    metric('things_bucket', 'gauge'),
    metric('things_count', 'gauge'),
    metric('size_gauge', 'gauge'),
    metric('job:rate', 'gauge'),
    metric('camelCase', 'gauge'),
    metric('wait_ms', 'gauge'),
    metric('wait_milliseconds', 'gauge'),
    metric('unknown', 'untyped'),
    metric('twice', 'gauge') + metric('twice', 'gauge'),
    'bare 1\n',
    '# TYPE helpless gauge\nhelpless 1\n',
    metric('text', 'gauge').replace(/1\n$/, 'one\n'),
  ]
  for (const text of wrong) t.not(brokenRules(text).length, 0, text)
  t.end()
})
