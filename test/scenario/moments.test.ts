import t from 'tap'
import { isWholeDay, momentText, readMoment } from '../../src/scenario/moments.ts'

/** 2026-03-09, a Monday, 23:30 in New York, where it has been summer time for a day; the 10th in Berlin. */
const NOW = Date.parse('2026-03-10T03:30:00.123Z')
const textIn = (zone: string, said: string, now = NOW) => {
  const moment = readMoment(said)
  return moment && momentText(moment, { now, zone })
}

t.test('days and times by the clock', async t => {
  for (const [said, newYork, berlin] of [
    ['today', '2026-03-09', '2026-03-10'],
    ['yesterday', '2026-03-08', '2026-03-09'],
    ['tomorrow', '2026-03-10', '2026-03-11'],
    ['-5d', '2026-03-04', '2026-03-05'],
    ['+2d', '2026-03-11', '2026-03-12'],
    ['-2w', '2026-02-23', '2026-02-24'],
    ['last monday', '2026-03-02', '2026-03-09'],
    ['last tuesday', '2026-03-03', '2026-03-03'],
    ['next monday', '2026-03-16', '2026-03-16'],
    ['next tue', '2026-03-10', '2026-03-17'],
    ['Last Sunday', '2026-03-08', '2026-03-08'],
    ['now', '2026-03-10T03:30:00.000Z', '2026-03-10T03:30:00.000Z'],
    ['-3h', '2026-03-10T00:30:00.000Z', '2026-03-10T00:30:00.000Z'],
    ['+90m', '2026-03-10T05:00:00.000Z', '2026-03-10T05:00:00.000Z'],
    ['-10s', '2026-03-10T03:29:50.000Z', '2026-03-10T03:29:50.000Z'],
    ['today 09:00', '2026-03-09T13:00:00.000Z', '2026-03-10T08:00:00.000Z'],
    ['-1d 9:05:30', '2026-03-08T13:05:30.000Z', '2026-03-09T08:05:30.000Z'],
    ['last tuesday  14:00', '2026-03-03T19:00:00.000Z', '2026-03-03T13:00:00.000Z'],
    ['2026-07-01 09:00', '2026-07-01T13:00:00.000Z', '2026-07-01T07:00:00.000Z'],
  ] as const) {
    t.equal(textIn('America/New_York', said), newYork, `${said} in New York`)
    t.equal(textIn('Europe/Berlin', said), berlin, `${said} in Berlin`)
  }
})

t.test('hours that the clock skips, and hours that come twice', async t => {
  for (const [said, zone, expected] of [
    ['2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-03-08 01:59', 'America/New_York', '2026-03-08T06:59:00.000Z'],
    ['2026-03-08 03:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-11-01 01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-03-29 02:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['2026-06-01 12:00', 'Pacific/Kiritimati', '2026-05-31T22:00:00.000Z'],
  ] as const) {
    t.equal(textIn(zone, said), expected, `${said} in ${zone}`)
  }
})

t.test('what is said otherwise is none', async t => {
  for (const said of [
    ...[
      '',
      'soon',
      '5d',
      '-5',
      '-5y',
      '-d',
      'last',
      'last week',
      'monday',
      'next monday 25:00',
      'today 9',
      'now 09:00',
    ],
    ...[
      '-3h 09:00',
      '2026-03-09',
      '2026-03-09T09:00:00Z',
      '2026-02-30 09:00',
      'today 09:60',
      '-1234567d',
      'lasttuesday',
    ],
  ]) {
    t.equal(readMoment(said), undefined, said)
  }
  for (const [said, whole] of [
    ['-5d', true],
    ['yesterday', true],
    ['yesterday 09:00', false],
    ['-3h', false],
  ] as const)
    t.equal(isWholeDay(readMoment(said)!), whole, said)
})

t.test('whatever is read has a text, however far away', async t => {
  for (const said of ['-999999w', '+999999w 12:00', '-999999h', '+999999d'])
    t.type(textIn('America/New_York', said), 'string')
})
