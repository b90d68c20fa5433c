import type { Stream } from '../random.ts'
import { iso } from '../time.ts'
import type { Connector } from './agent-ai-content.ts'
import { drawFeedback } from './feedback.ts'
import type { Feedback, UsedSuggestion } from './records.ts'
import type { SuggestedItem } from './suggestions.ts'

/** When something shown can have been used: from the moment it is on the screen to the end of the segment; ms UTC. */
export interface UseWindow {
  readonly from: number
  readonly until: number
  /** Nothing later than this is told. */
  readonly now: number
}

/** What an agent will have done in the end, whatever `now` is. */
interface DrawnUse {
  /** Instants of the use, of the end of a dialog task, and of the opinion; ms UTC. */
  readonly usedAt: number
  readonly doneAt: number
  readonly ratedAt: number
  readonly isRated: boolean
  readonly opinion: Feedback
  readonly status: 'Sent' | 'Copied'
  /** An answer is neither sent nor copied, only read to its end. */
  readonly isOnlyRead: boolean
  readonly isLinkClicked: boolean
  readonly isMoreShown: boolean
  /** Of a dialog task: things to tell and to ask the customer, and how many of them were used. */
  readonly toTell: number
  readonly toAsk: number
  readonly told: number
  readonly asked: number
  /** How a dialog task was started, and how it ended in the end where that went another way. */
  readonly isCustom: boolean
  readonly mishap: '' | 'TimedOut' | 'Error'
}

/**
 * What an agent did with one of the things shown: sent, copied or ran it, some seconds later. Undefined when that lies
 * after `now`. Always takes the same number of draws, so that what follows does not depend on `now`.
 */
export function useOfSuggestion(
  item: SuggestedItem,
  connector: Connector,
  window: UseWindow,
  draw: Stream,
): UsedSuggestion | undefined {
  const use = drawUse(window, draw)
  if (use.usedAt > window.now) return undefined
  const feedback = use.isRated && use.ratedAt <= window.now ? { feedback: use.opinion } : {}
  const { title, url, positionId } = item
  const { status } = use
  const usedTime = iso(use.usedAt)
  switch (item.kind) {
    case 'dialog':
      return dialogUse(title, use, feedback, use.doneAt <= window.now)
    case 'answer':
      return {
        targetType: 'Answer',
        target: {
          answer: {
            status: use.isOnlyRead ? '' : status,
            usedTime: use.isOnlyRead ? '' : usedTime,
            showMoreClicked: use.isMoreShown || use.isOnlyRead,
            answerLinkClicked: use.isLinkClicked ? [url] : [],
            internalInfoMoreClicked: item.isInternal === true && use.isMoreShown,
            positionId,
            ...feedback,
          },
        },
      }
    case 'faq':
      return { targetType: 'FAQ', target: { faq: { title, status, usedTime, positionId } }, ...feedback }
    case 'web':
      return { targetType: 'WebPage', target: { webpage: { url, status, usedTime, positionId } } }
    case 'file':
      return { targetType: 'File', target: { file: { path: url, status, usedTime } } }
    case 'connector':
      return {
        targetType: 'GeneralDataSource',
        target: { 'general-data-source': { connector: connector.name, uri: url, status, usedTime, positionId } },
      }
  }
}

function drawUse({ from, until }: UseWindow, draw: Stream): DrawnUse {
  const usedAt = from + Math.floor(Math.min(1500 + draw() * 14_000, (until - from) * 0.5))
  const doneAt = usedAt + Math.max(1, Math.floor(Math.min(8000 + draw() * 70_000, (until - usedAt) * 0.8)))
  const isRated = draw() < 0.3
  const opinion = drawFeedback(draw)
  const ratedAt = Math.floor(Math.min(usedAt + 6000, until))
  const status = draw() < 0.75 ? 'Sent' : 'Copied'
  const isLinkClicked = draw() < 0.15
  const isMoreShown = draw() < 0.35
  const isOnlyRead = draw() < 0.1
  const isCustom = draw() < 0.12
  const lot = draw()
  const mishap = lot < 0.04 ? 'TimedOut' : lot < 0.06 ? 'Error' : ''
  const toTell = 1 + Math.floor(draw() * 3)
  const toAsk = Math.floor(draw() * 3)
  const told = Math.floor(draw() * (toTell + 1))
  const asked = Math.floor(draw() * (toAsk + 1))
  return {
    usedAt,
    doneAt,
    ratedAt,
    isRated,
    opinion,
    status,
    isLinkClicked,
    isMoreShown,
    isOnlyRead,
    isCustom,
    mishap,
    toTell,
    toAsk,
    told,
    asked,
  }
}

/** A dialog task that was run; nobody has an opinion of it, and nothing of it was used, before it is over. */
function dialogUse(name: string, use: DrawnUse, feedback: { feedback?: Feedback }, isOver: boolean): UsedSuggestion {
  const { usedAt, doneAt, toTell, toAsk, told, asked, isCustom, mishap } = use
  const result = mishap !== '' ? mishap : told + asked > 0 || toTell > 1 ? 'Completed' : 'PrematurelyTerminated'
  return {
    targetType: 'DialogTask',
    target: {
      name,
      runType: isCustom ? 'RunCustom' : toAsk > 0 ? 'RunWithAgentInput' : 'RunAssist',
      status: isOver ? result : '',
      startTime: iso(usedAt),
      endTime: isOver ? iso(doneAt) : null,
      suggestionsCount: {
        tellCustomer: toTell,
        askCustomer: toAsk,
        tellUsed: isOver ? told : 0,
        askUsed: isOver ? asked : 0,
      },
      linksClicked: [],
    },
    ...(isOver ? feedback : {}),
  }
}
