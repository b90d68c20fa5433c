import { STATUS_CODES } from 'node:http'
import t from 'tap'
import { REASON_PHRASES } from '../../src/http/reason-phrases.ts'

t.test('every status that a fault may have is called as Node calls it', async t => {
  for (let status = 400; status < 600; status++) t.equal(REASON_PHRASES[status], STATUS_CODES[status], `${status}`)
})
