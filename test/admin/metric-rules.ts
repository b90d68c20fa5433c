/** What breaks the rules of Prometheus for names, in a text of metrics; the rules are those of its own `promtool check metrics`. */
export function brokenRules(text: string): string[] {
  const lines = text.split('\n').filter(line => line !== '')
  const helps = namesOf(lines, /^# HELP (\S+) \S/)
  const types = new Map<string, string>()
  for (const line of lines) {
    const [, name, type] = /^# TYPE (\S+) (\S+)$/.exec(line) ?? []
    if (name !== undefined && type !== undefined) types.set(name, type)
  }
  const broken: string[] = [...repeated(helps), ...repeated(namesOf(lines, /^# TYPE (\S+) /))]
  const series = new Set<string>()
  for (const line of lines.filter(line => !line.startsWith('#'))) {
    const [, sample = '', labels = ''] =
      /^([A-Za-z_:][\w:]*)(\{[^}]*\})? (?:-?[\d.]+(?:e[+-]?\d+)?|NaN|[+-]Inf)$/i.exec(line) ?? []
    if (sample === '') broken.push(`no sample: ${line}`)
    if (series.has(sample + labels)) broken.push(`twice: ${line}`)
    series.add(sample + labels)
    const base = sample.replace(/_(bucket|sum|count)$/, '')
    const name = types.has(sample) ? sample : base
    if (!types.has(name) || !helps.includes(name)) broken.push(`no HELP or TYPE before it: ${line}`)
  }
  for (const [name, type] of types) broken.push(...brokenBy(name, type))
  return broken
}

function brokenBy(name: string, type: string): string[] {
  const words = name.split('_')
  const is = (wrong: boolean, what: string) => (wrong ? [`${name} (${type}): ${what}`] : [])
  return [
    ...is((type === 'counter') !== name.endsWith('_total'), 'counters end in _total, and nothing else does'),
    ...is(type !== 'histogram' && /_(bucket)$/.test(name), 'only histograms have buckets'),
    ...is(
      !['histogram', 'summary'].includes(type) && /_(count|sum)$/.test(name),
      'only histograms have _count and _sum',
    ),
    ...is(words.includes(type), 'its type is part of its name'),
    ...is(/:/.test(name), 'colons are for rules'),
    ...is(/[a-z][A-Z]/.test(name), 'words are parted by _'),
    ...is(/_(ms|milliseconds|minutes|hours|kilobytes|megabytes|kb|mb|percent)(_|$)/.test(name), 'units are base units'),
    ...is(type === 'untyped', 'it has no type'),
  ]
}

const namesOf = (lines: readonly string[], form: RegExp) => lines.flatMap(line => form.exec(line)?.[1] ?? [])

const repeated = (names: readonly string[]) =>
  names.filter((name, index) => names.indexOf(name) !== index).map(name => `${name}: described twice`)
