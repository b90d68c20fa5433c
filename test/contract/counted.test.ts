import t from 'tap'
import { counted } from '../../src/contract/counted.ts'

t.equal(counted(0, 'request'), '0 requests')
t.equal(counted(1, 'request'), '1 request')
t.equal(counted(2, 'request'), '2 requests')
t.equal(counted(1, 'entry', 'entries'), '1 entry')
t.equal(counted(2, 'entry', 'entries'), '2 entries')
