/**
 * Shapes of what Agent AI recorded, as both Agent AI APIs show it (facts 8 and 9). Times are ISO, UTC, with milliseconds.
 */

/** Which kinds of suggestion there are; `connector` is a source that is not native to the platform. */
export type SuggestionKind = 'dialog' | 'answer' | 'faq' | 'web' | 'file' | 'connector'

/** Six counts that go with every list of suggestions: facts 9.6. */
export interface AnswerCounts {
  countDialogTasks: number
  countFaqs: number
  countAnswers: number
  countFiles: number
  countWebPages: number
  countFromNonNativeDataSource: number
}

interface SourceLink {
  title: string
  url: string
  sourceType?: string
}

/** The search app that suggestions come from. */
export interface AppInfo {
  appName: string
  featureFlag: string
  product: string
  _id: string
  displayLines: number
}

interface DialogSuggestion {
  name: string
}

interface AnswerSuggestion {
  positionId: string
  content: string
  sources: SourceLink[]
  internalFlag: boolean
}

interface PageSuggestion {
  sources: SourceLink[]
  content: string
  positionId: string
  appInfo: AppInfo
}

interface FileSuggestion {
  sources: SourceLink[]
  content: string
  appInfo: AppInfo
}

/** Only kinds of which something was shown are there; a connector stands under its own name, e.g. `confluencecloud`. */
export interface Suggestions {
  dialogs?: DialogSuggestion[]
  answers?: AnswerSuggestion[]
  faqs?: PageSuggestion[]
  web?: PageSuggestion[]
  file?: FileSuggestion[]
  [connector: string]: unknown[] | undefined
}

/** What an agent thought of a suggestion or a summary, as raw data writes it. */
export interface Feedback {
  response: 'up' | 'down'
  reasonCode: string[]
  comment: string
}

/** Something the agent took from what he was shown: forms of facts 9.7. */
export interface UsedSuggestion {
  targetType: 'DialogTask' | 'FAQ' | 'Answer' | 'File' | 'WebPage' | 'GeneralDataSource'
  target: { [key: string]: unknown }
  feedback?: Feedback
}

/** What the agent typed into the search bar, and what came of it: facts 9.6. */
export interface SearchAction {
  searchPhrase: string
  typingStartTime: string
  executionStartTime: string
  displayTime: string
  suggestionsShown: string[]
  suggestionUsed: number
  phraseInput: string
  correctionsPresented: number
  correctionsAccepted: number
  countDisplayedAnswers: AnswerCounts
  suggestions: Suggestions
}

/** Something the agent did of his own accord: facts 9.6. */
export interface AgentAction {
  actionType: 'SearchBarEntry' | 'LibrarySelection'
  /** Absent for a library selection. */
  action?: SearchAction
  used: UsedSuggestion[]
}

/** What was shown upon one utterance of the customer: facts 9.8. */
export interface ProActiveSuggestion {
  utterance: string
  /** Absent when a dialog task ran at once and nothing was shown. */
  suggestions?: Suggestions
  displayTime?: string
  countDisplayedAnswers: AnswerCounts
  used: UsedSuggestion[]
}

/** A tag of a segment: facts 9.5. */
export interface SegmentTag {
  type: 'user' | 'session' | 'message'
  name: string
  value: string
  /** Message tags only. */
  messageID?: string
  createdAt: string
}

/** A link the agent followed. */
export interface LinkClick {
  url: string
  timestamp: string
}

/** A stage of a playbook, as it was gone through. */
export interface PlaybookStage {
  stageId: string
  name: string
  steps: PlaybookStep[]
}

/** A step, and with what it was kept. */
export interface PlaybookStep {
  stepId: string
  title: string
  isAdhered: boolean
  /** Only when it was kept. */
  adheredAt: string | undefined
  adherenceType: 'agentUtterance' | 'manual' | undefined
}

/** A playbook an agent had open: facts 9.10. */
export interface PlaybookRun {
  _id: string
  playbookId: string
  type: 'primary' | 'dynamic'
  /** `manual`: the agent opened it himself. */
  triggerType: 'auto' | 'manual'
  language: string
  order: 'sequential' | 'random'
  openedAt: string
  /** While it is open: the latest moment told. */
  closedAt: string
  adheredSteps: number
  adherenceRate: number
  stages: PlaybookStage[]
  totalStages: { [stage: string]: number }
}

/** A coaching rule that fired: facts 9.11. */
export interface CoachingEvent {
  _id: string
  ruleId: string
  ruleName: string
  messageId: string
  triggeredAt: string
  actionType: 'nudge' | 'hint' | 'email_manager'
  actionId: string
  expression: 'positive' | 'neutral' | 'alert' | 'warning' | 'critical'
  message: { title: string; body: string }
  emails: string[]
  adherence: { criteria: string }
  isAdhered: boolean
  /** Only when the agent did as told. */
  adheredAt?: string
}
