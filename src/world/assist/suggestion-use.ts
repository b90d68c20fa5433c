import type { Stream } from '../random.ts'
import { iso } from '../time.ts'
import type { Knowledge } from './knowledge.ts'
import type { Feedback, Used } from './records.ts'
import type { Shown } from './suggestions.ts'

/** When something shown can have been used: from the moment it is on the screen to the end of the segment; ms. */
export interface Span {
  readonly from: number
  readonly until: number
  /** Nothing later than this is told. */
  readonly now: number
}

const PRAISE = ['Correct Intent', 'Accurate Content', 'Saved Time']
const BLAME = ['Wrong Intent', 'Missed Context', 'Time Taking', 'Confusing', 'Inaccurate Content']
const PRAISING_WORDS = ['', '', 'Just what I needed.', 'Good answer, sent as it was.', 'Helped me to answer at once.']
const BLAMING_WORDS = ['', 'The customer meant something else.', 'Too long for a chat.', 'Not up to date.']

/** An agent's opinion; three in four are good. */
export function feedback(draw: Stream): Feedback {
  const good = draw() < 0.75
  const reasons = good ? PRAISE : BLAME
  const words = good ? PRAISING_WORDS : BLAMING_WORDS
  const reason = reasons[Math.floor(draw() * reasons.length)]!
  const comment = words[Math.floor(draw() * words.length)]!
  return { response: good ? 'up' : 'down', reasonCode: good && comment === '' ? [] : [reason], comment }
}

/**
 * What an agent did with one of the things shown: sent, copied or ran it, some seconds later. Undefined when that lies
 * after `now`. Always takes the same number of draws, so that what follows does not depend on `now`.
 */
export function useOf(shown: Shown, knowledge: Knowledge, span: Span, draw: Stream): Used | undefined {
  const room = span.until - span.from
  const at = span.from + Math.floor(Math.min(1500 + draw() * 14_000, room * 0.5))
  const done = at + Math.floor(Math.min(8000 + draw() * 70_000, (span.until - at) * 0.8))
  const rated = draw() < 0.3
  const opinion = feedback(draw)
  const ratedAt = Math.floor(Math.min(at + 6000, span.until))
  const status = draw() < 0.75 ? 'Sent' : 'Copied'
  const clicked = draw() < 0.15
  const more = draw() < 0.2
  const tell = 1 + Math.floor(draw() * 3)
  const ask = Math.floor(draw() * 3)
  const tellUsed = Math.floor(draw() * (tell + 1))
  const askUsed = Math.floor(draw() * (ask + 1))
  if (at > span.now) return undefined
  const said = rated && ratedAt <= span.now ? opinion : undefined
  const usedTime = iso(at)
  switch (shown.kind) {
    case 'dialog': {
      const over = done <= span.now
      const taskOpinion = said !== undefined && over ? said : undefined
      return {
        targetType: 'DialogTask',
        target: {
          name: shown.title,
          runType: ask > 0 ? 'RunWithAgentInput' : 'RunAssist',
          status: over ? (tellUsed + askUsed > 0 || tell > 1 ? 'Completed' : 'PrematurelyTerminated') : '',
          startTime: usedTime,
          endTime: over ? iso(done) : null,
          suggestionsCount: {
            tellCustomer: tell,
            askCustomer: ask,
            tellUsed: over ? tellUsed : 0,
            askUsed: over ? askUsed : 0,
          },
          linksClicked: [],
        },
        ...(taskOpinion === undefined ? {} : { feedback: taskOpinion }),
      }
    }
    case 'answer':
      return {
        targetType: 'Answer',
        target: {
          answer: {
            status,
            usedTime,
            showMoreClicked: more,
            answerLinkClicked: clicked ? [shown.url] : [],
            internalInfoMoreClicked: false,
            positionId: shown.positionId,
            ...(said === undefined ? {} : { feedback: said }),
          },
        },
      }
    case 'faq':
      return {
        targetType: 'FAQ',
        target: { faq: { title: shown.title, status, usedTime, positionId: shown.positionId } },
        ...(said === undefined ? {} : { feedback: said }),
      }
    case 'web':
      return {
        targetType: 'WebPage',
        target: { webpage: { url: shown.url, status, usedTime, positionId: shown.positionId } },
      }
    case 'file':
      return { targetType: 'File', target: { file: { path: shown.url, status, usedTime } } }
    case 'connector':
      return {
        targetType: 'GeneralDataSource',
        target: {
          'general-data-source': {
            connector: knowledge.connector.name,
            uri: shown.url,
            status,
            usedTime,
            positionId: shown.positionId,
          },
        },
      }
  }
}
