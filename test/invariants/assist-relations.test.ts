import t from 'tap'
import { allSegments, assistWorld, type Segment } from '../world/assist/helper.ts'

const LATE = Date.parse('2026-09-01T00:00:00Z')

/** What must hold within one record, by name: invariant 5 and facts chapter 12. */
const RELATIONS: readonly { readonly name: string; readonly holds: (segment: Segment) => boolean }[] = [
  { name: 'start <= end', holds: s => s.segmentStartTime <= s.segmentEndTime },
  {
    name: 'six counts are the lengths they count',
    holds: s =>
      offersOf(s).every(({ countDisplayedAnswers: n, suggestions = {} }) => {
        const { dialogs = [], answers = [], faqs = [], web = [], file = [], ...others } = suggestions
        const foreign = Object.values(others).flat().length
        return (
          n.countDialogTasks === dialogs.length &&
          n.countAnswers === answers.length &&
          n.countFaqs === faqs.length &&
          n.countWebPages === web.length &&
          n.countFiles === file.length &&
          n.countFromNonNativeDataSource === foreign
        )
      }),
  },
  {
    name: 'accepted <= presented',
    holds: s => searchesOf(s).every(a => a.correctionsAccepted <= a.correctionsPresented),
  },
  {
    name: 'suggestions taken <= shown',
    holds: s => searchesOf(s).every(a => a.suggestionUsed <= a.suggestionsShown.length),
  },
  {
    name: 'a phrase taken was shown',
    holds: s => searchesOf(s).every(a => a.suggestionUsed === 0 || a.suggestionsShown.includes(a.searchPhrase)),
  },
  {
    name: 'typing <= execution <= display',
    holds: s =>
      searchesOf(s).every(a => a.typingStartTime <= a.executionStartTime && a.executionStartTime <= a.displayTime),
  },
  {
    name: 'display <= used',
    holds: s =>
      offersOf(s).every(
        ({ displayTime, used }) => displayTime === undefined || timesOf(used).every(at => at >= displayTime),
      ),
  },
  {
    name: 'a used position id was displayed',
    holds: s =>
      offersOf(s).every(({ suggestions = {}, used }) => {
        const shown = new Set(idsIn(suggestions))
        return idsIn(used).every(id => shown.has(id))
      }),
  },
  {
    name: 'what is used was displayed, but for dialogs that ran at once or from the library',
    holds: s =>
      offersOf(s).every(({ displayTime, used, suggestions }) =>
        used.every(
          ({ targetType }) => (displayTime !== undefined && suggestions !== undefined) || targetType === 'DialogTask',
        ),
      ),
  },
  {
    name: 'only a search has an action',
    holds: s => s.agentActions.every(a => (a.actionType === 'SearchBarEntry') === (a.action !== undefined)),
  },
  {
    name: 'a library selection ran a dialog',
    holds: s => s.agentActions.every(a => a.action !== undefined || a.used.length === 1),
  },
  {
    name: 'actions ascend',
    holds: s => isAscending(s.agentActions.map(a => a.action?.typingStartTime ?? a.used[0]!.target.startTime!)),
  },
  {
    name: 'all times lie in the segment',
    holds: s => textsIn({ ...s, tags: [] }).every(at => at >= s.segmentStartTime && at <= s.segmentEndTime),
  },
  {
    name: 'tags are made in the segment',
    holds: s => s.tags.every(({ createdAt }) => createdAt >= s.segmentStartTime && createdAt <= s.segmentEndTime),
  },
  {
    name: 'message ids stand on message tags alone',
    holds: s => s.tags.every(tag => (tag.type === 'message') === (tag.messageID !== undefined)),
  },
  {
    name: 'adhered steps <= steps, the rate is their share',
    holds: s =>
      s.playbookRuntimeData.every(({ adheredSteps, adherenceRate, totalStages }) => {
        const steps = Object.values(totalStages).reduce((sum, n) => sum + n, 0)
        return adheredSteps <= steps && adherenceRate === Math.round((100 * adheredSteps) / steps)
      }),
  },
  { name: 'opened <= closed', holds: s => s.playbookRuntimeData.every(run => run.openedAt <= run.closedAt) },
  {
    name: 'adhered after it was triggered, and only then dated',
    holds: s =>
      s.coachingRuntimeData.every(
        event =>
          event.isAdhered === (event.adheredAt !== undefined) &&
          (event.adheredAt ?? event.triggeredAt) >= event.triggeredAt,
      ),
  },
  { name: 'coaching ascends', holds: s => isAscending(s.coachingRuntimeData.map(event => event.triggeredAt)) },
  {
    name: 'e-mails go out for email_manager alone',
    holds: s =>
      s.coachingRuntimeData.every(event => (event.actionType === 'email_manager') === event.emails.length > 0),
  },
  {
    name: 'asked before answered',
    holds: s => (s.agenticActivities ?? []).every(a => a.requestTime <= a.responseTime),
  },
  { name: 'agentic requests ascend', holds: s => isAscending((s.agenticActivities ?? []).map(a => a.requestTime)) },
  {
    name: 'a final summary takes as long as it says',
    holds: ({ summary }) =>
      summary === undefined ||
      (summary.sumSubTime! >= summary.exeStartTime &&
        Math.abs(summary.time * 1000 - (summary.sumSubTime! - summary.exeStartTime)) < 1),
  },
  {
    name: 'an edited summary has a text',
    holds: ({ summary }) => summary === undefined || summary.isEdited === (summary.editedSummary !== ''),
  },
  {
    name: 'ids of records hold their second',
    holds: s =>
      [
        ...s.playbookRuntimeData.map(run => [run._id, run.openedAt] as const),
        ...s.coachingRuntimeData.map(event => [event._id, event.triggeredAt] as const),
      ].every(([id, at]) => Number.parseInt(id.slice(0, 8), 16) === Math.floor(Date.parse(at) / 1000)),
  },
]

let sample: readonly Segment[] | undefined

/** Segments of a week of some worlds, closed and, at the end of one day, under way. */
function segmentsToCheck(): readonly Segment[] {
  sample ??= ['1', '2', '3'].flatMap(seed => {
    const world = assistWorld({ seed, perDay: 40 })
    const closed = allSegments(world, LATE, { from: '2026-02-20', to: '2026-02-26', includeAgenticData: true })
    const now = Date.parse('2026-02-24T17:00:00Z')
    const open = allSegments(world, now, { from: '2026-02-24', to: '2026-02-24', includeAgenticData: true })
    return [...closed, ...open]
  })
  return sample
}

for (const { name, holds } of RELATIONS) {
  t.test(`5: ${name}`, async t => {
    const segments = segmentsToCheck()
    t.ok(segments.length > 400)
    const broken = segments.find(segment => !holds(segment))
    t.equal(broken, undefined, JSON.stringify(broken))
  })
}

type Offered = Pick<
  Segment['proActiveSuggestions'][number],
  'countDisplayedAnswers' | 'suggestions' | 'used' | 'displayTime'
>

function offersOf(segment: Segment): Offered[] {
  const searched = segment.agentActions.flatMap(({ action, used }) =>
    action === undefined ? [] : [{ ...action, used }],
  )
  return [...segment.proActiveSuggestions, ...searched]
}

function searchesOf(segment: Segment) {
  return segment.agentActions.flatMap(({ action }) => (action === undefined ? [] : [action]))
}

function timesOf(used: Offered['used']): string[] {
  return textsIn(used)
}

/** Every ISO instant in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Every position id in a value. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'positionId' ? [String(inner)] : idsIn(inner)))
}

function isAscending(list: readonly string[]): boolean {
  return list.every((text, i) => i === 0 || list[i - 1]! <= text)
}
