import t from 'tap'
import { whyNoPort } from '../../src/errors/not-listening.ts'

for (const [error, code] of [
  [Object.assign(new Error('x'), { code: 'EADDRINUSE' }), 'KM_PORT_IN_USE'],
  [Object.assign(new Error('x'), { code: 'EACCES' }), 'KM_PORT_FORBIDDEN'],
  [Object.assign(new Error('x'), { code: 'EADDRNOTAVAIL' }), 'KM_HOST_NOT_HERE'],
  [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'KM_HOST_NOT_HERE'],
  [Object.assign(new Error('x'), { code: 'EAI_AGAIN' }), 'KM_HOST_NOT_HERE'],
  [Object.assign(new Error('x'), { code: 'EMFILE' }), 'KM_LISTEN_FAILED'],
  ['x', 'KM_LISTEN_FAILED'],
] as const) {
  t.equal(whyNoPort(error, { port: 1, host: 'h' }).code, code)
}
