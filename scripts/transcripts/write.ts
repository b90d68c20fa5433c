import type { ConversationRow, SegmentRow } from '../report/rows.ts'
import type { Line } from '../report/talks.ts'
import { textsIn, under } from '../report/within.ts'
import type { Chosen, Kind } from './choose.ts'

const LANGUAGES = new Map([
  ['en', 'English'],
  ['es', 'Spanish'],
  ['de', 'German'],
])

const ENDS: Readonly<Record<Kind, string>> = {
  selfService: 'self-service',
  dropOff: 'dropped',
  agent: 'handed over',
  transfer: 'handed over and transferred',
  unanswered: 'handed over, never answered',
}

/** A session as a chapter of Markdown: what was said, and what the agents saw. */
export function chapter({ views, talk, kind, segments }: Chosen, number: number): string {
  const { bot } = views
  const { session, medium, language, lines, start, end } = talk
  const facts = [
    `Session \`${session.sessionId}\` of \`${bot.id}\``,
    session.channel,
    `starts ${clockOf(start + bot.zone.offsetAt(start))} (${bot.spec.zone})`,
    `lasts ${offsetOf(end - start).trim()}, ends ${Math.round((end - (lines.at(-1)?.at ?? end)) / 1000)} s after the last line`,
  ]
  const title = `${bot.spec.name} (${bot.spec.industry}), ${LANGUAGES.get(language) ?? language}, ${medium}: ${ENDS[kind]}`
  return [
    `## ${number}. ${title}`,
    `${facts.join('; ')}.`,
    ['```text', ...spoken(lines, start), '```'].join('\n'),
    ...seen(segments, conversationOf(views, talk), start),
  ].join('\n\n')
}

function conversationOf(views: Chosen['views'], { session, start }: Chosen['talk']): ConversationRow | undefined {
  if (session.containmentType !== 'agent') return undefined
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const days = { from: day(start), to: day(Date.parse(session.end_time)) }
  return views.conversations(days, true).find(({ mbSessionId }) => mbSessionId === session.sessionId)
}

/** `2026-03-10 09:05`, of a local time as if it were UTC. */
const clockOf = (local: number) => new Date(local).toISOString().slice(0, 16).replace('T', ' ')

/** `12:05`, with hours where there are some. */
function offsetOf(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`
  return (hours > 0 ? `${hours}:${rest}` : rest).padStart(8)
}

function spoken(lines: readonly Line[], start: number): string[] {
  const names = lines.map(({ side, agent }) => agent?.name ?? side)
  const width = Math.max(...names.map(name => name.length))
  return lines.flatMap(({ at, text }, index) => {
    const head = `${offsetOf(at - start)}  ${names[index]!.padEnd(width)}  `
    const [first, ...rest] = text.split('\n')
    return [head + first, ...rest.map(line => (' '.repeat(head.length) + line).trimEnd())]
  })
}

/** Who takes it; a partner's desktop has no queues. */
function takenBy({ agent, queueInfo }: SegmentRow): string {
  const queue = queueInfo === undefined ? '' : `, queue ${queueInfo.queueName}`
  return `**${agent.name}** takes it${queue}`
}

/** What agents saw in short, an entry of a list each. */
function seen(segments: readonly SegmentRow[], conversation: ConversationRow | undefined, start: number): string[] {
  const entries = segments.flatMap(segment => [
    { at: segment.segmentStartTime, text: takenBy(segment) },
    ...suggested(segment),
    ...coached(segment),
    ...segment.playbookRuntimeData.map(run => ({
      at: run.openedAt,
      text: `playbook ${stagesOf(run)}: steps kept ${run.adheredSteps}, ${run.adherenceRate} %`,
    })),
  ])
  entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const listed = entries.map(({ at, text }) => `- ${offsetOf(Date.parse(at) - start).trim()} ${text}`)
  const summaries = (conversation?.summaries ?? []).map(
    ({ type, summary, editedSummary }) =>
      `- summary (${type}): ${summary}${editedSummary ? ` — edited: ${editedSummary}` : ''}`,
  )
  const all = [...listed, ...summaries]
  return all.length === 0 ? [] : ['What the agents saw:', all.join('\n')]
}

interface Seen {
  readonly at: string
  readonly text: string
}

const stagesOf = ({ totalStages, type }: SegmentRow['playbookRuntimeData'][number]) =>
  `(${type}) ${Object.entries(totalStages)
    .map(([stage, steps]) => `${stage} ${steps}`)
    .join(', ')}`

function suggested({ proActiveSuggestions, agentActions }: SegmentRow): Seen[] {
  const unasked = proActiveSuggestions.map(({ utterance, suggestions, displayTime, used }) => ({
    at: displayTime ?? '',
    text: `upon “${utterance}”: ${offered(suggestions)}${usedText(used)}`,
  }))
  const searched = agentActions.map(({ action, used }) => ({
    at: action?.displayTime ?? '',
    text: `search “${action?.searchPhrase}”: ${offered(action?.suggestions)}${usedText(used)}`,
  }))
  // What has no time of its own was shown with nothing.
  return [...unasked, ...searched].filter(({ at }) => at !== '')
}

const usedText = (used: readonly { readonly targetType: string }[]) =>
  used.length === 0 ? '' : `; used: ${used.map(({ targetType }) => targetType).join(', ')}`

/** Titles and contents of what was offered, ids and addresses left out. */
function offered(value: unknown): string {
  const texts = textsIn(under(value, ['name', 'title', 'content'])).filter(text => text !== '')
  const short = [...new Set(texts.map(text => text.replaceAll(/\s+/g, ' ')))]
  return short.length === 0 ? 'nothing' : short.join(' | ')
}

function coached({ coachingRuntimeData }: SegmentRow): Seen[] {
  return coachingRuntimeData.map(({ triggeredAt, actionType, ruleName, message, isAdhered }) => ({
    at: triggeredAt,
    text: `${actionType} “${ruleName}”: ${message.title} — ${message.body}${isAdhered ? ' (heeded)' : ''}`,
  }))
}
