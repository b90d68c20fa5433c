import t from 'tap'
import { howMany } from '../../src/contract/how-many.ts'

t.equal(howMany(0, 'request'), '0 requests')
t.equal(howMany(1, 'request'), '1 request')
t.equal(howMany(2, 'request'), '2 requests')
t.equal(howMany(1, 'entry', 'entries'), '1 entry')
t.equal(howMany(2, 'entry', 'entries'), '2 entries')
