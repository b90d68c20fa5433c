import type { ActKind } from './talk/acts.ts'

/** What people of one industry talk about, and in which words: see `scenarios/packs/` and docs/scenarios.md. */
export interface ContentPack {
  readonly industry: string
  /** Fictitious firm names that stand in bots' texts. */
  readonly companies: readonly string[]
  readonly queues: readonly string[]
  readonly intents: readonly PackIntent[]
  readonly articles: readonly PackArticle[]
  readonly playbooks: readonly PackPlaybook[]
  readonly coaching: readonly PackCoaching[]
  /** By ISO 639-1 code; at least one. */
  readonly words: Readonly<Record<string, PackWords>>
}

/** A thing a customer wants, whatever the language. */
export interface PackIntent {
  /** Task name as dashboards show it, e.g. `Check Balance`. */
  readonly name: string
  /** Relative frequency. */
  readonly weight: number
  readonly queue: string
  /** Queue to which agents now and then pass it on; absent: they do not. */
  readonly passedTo?: string
  /** Slot name to its kind: see `world/dialogue/slots.ts` for the kinds there are. */
  readonly slots: Readonly<Record<string, string>>
  /** Slots that the customer is asked for, in this order; the others are what the company knows. */
  readonly asked: readonly string[]
}

/** An article of the knowledge base that agents are shown. */
export interface PackArticle {
  readonly key: string
  readonly url: string
  readonly kind: 'faq' | 'web' | 'file' | 'answer'
  readonly intent: string
}

/** A list of steps that agents follow. */
export interface PackPlaybook {
  readonly name: string
  readonly type: 'primary' | 'dynamic'
  /** Stage to its number of steps. */
  readonly stages: Readonly<Record<string, number>>
  /** Intent at which a dynamic one is opened; absent: at any. */
  readonly intent?: string
}

/** A rule by which agents are coached. */
export interface PackCoaching {
  readonly name: string
  readonly actionType: 'nudge' | 'hint' | 'email_manager'
  readonly expression: 'positive' | 'neutral' | 'alert' | 'warning' | 'critical'
  /** What fires it; all that is given must hold. Absent: it never fires. */
  readonly when?: CoachingCondition
}

/** What must be so in a conversation with a human agent for a coaching rule to fire on a line. */
interface CoachingCondition {
  /** The line does this, or one of these. */
  readonly said?: ActKind | readonly ActKind[]
  /** None of these has been done before the line. */
  readonly missing?: ActKind | readonly ActKind[]
  /** The agent's line comes more than that many seconds after the one before it. */
  readonly gap?: number
  /** The customer's mood. */
  readonly mood?: Mood | readonly Mood[]
  /** The line holds a word of that class: `PackWords.classes`. */
  readonly words?: string
  /** What the conversation is about. */
  readonly intent?: string | readonly string[]
}

export const MEDIUMS = ['voice', 'chat', 'sms', 'email'] as const
/** How people talk on a channel. */
export type Medium = (typeof MEDIUMS)[number]

export const DAYPARTS = ['morning', 'afternoon', 'evening', 'night'] as const
/** Part of the day where the bot is. */
export type Daypart = (typeof DAYPARTS)[number]

export const MOODS = ['calm', 'annoyed', 'hurried', 'friendly'] as const
/** How the customer feels in a session. */
export type Mood = (typeof MOODS)[number]

/** Where a wording fits; what is absent does not matter. */
export interface WordingCondition {
  readonly on?: Medium | readonly Medium[]
  readonly at?: Daypart | readonly Daypart[]
  readonly mood?: Mood | readonly Mood[]
  /** The customer has waited for a human for half a minute or more, as the first words of an agent may say; or has not. */
  readonly waited?: boolean
  /** The customer has been asked something, about his matter or whether there is more, and this stands as the answer; or he has not. */
  readonly asked?: boolean
  /** The customer has just said thank you, by the class `thanks` of the language; where it has none, he has. */
  readonly thanked?: boolean
  /** The customer has been asked for a number, a code or something personal; or for something else. */
  readonly sensitive?: boolean
}

/** One way to say it: a text with slots `{name}`, `{name:form}` and alternatives `[one|another]`, or that with conditions. */
export type Wording = string | ConditionalWording

/** A wording that does not fit everywhere, or of which a summary has something to say. */
interface ConditionalWording extends WordingCondition {
  readonly say: string
  /** Why it was so, as a summary says it: beside `failed`, `unsettled`. */
  readonly reason?: string
  /** What happens next, as a summary says it: beside `promise`. */
  readonly next?: string
}

/** Ways to say one thing; one or many. */
export type Wordings = readonly Wording[]

/** A thing in a list: a text, or a text with the forms that its language's grammar asks for. */
export type ListEntry = string | { readonly is: string; readonly [form: string]: string }

/** What a customer says and what the bot says to it, or, where the bot asks, its question and the answer. */
export interface UserThenBot extends WordingCondition {
  readonly user: string | Wordings
  readonly bot: string | Wordings
}

/** What a customer says and the human agent's answer. */
export interface UserThenAgent extends WordingCondition {
  readonly user: string | Wordings
  readonly agent: string | Wordings
}

/** What the bot makes sure of; without an answer of its own the customer says one of `affirm`. */
interface Confirmation extends WordingCondition {
  readonly bot: string | Wordings
  readonly user?: string | Wordings
}

/** The words of one language. */
export interface PackWords {
  /** What a queue is called in texts; absent: as it is named. */
  readonly queues?: Readonly<Record<string, string>>
  /** Things that slots of kind `list:<name>` name. */
  readonly lists?: Readonly<Record<string, readonly ListEntry[]>>
  /** Words by class, lower case: a text that holds one of them is of that class. */
  readonly classes?: Readonly<Record<string, readonly string[]>>
  readonly phrases: PackPhrases
  readonly intents: Readonly<Record<string, IntentWords>>
  readonly articles?: Readonly<Record<string, ArticleWords>>
  readonly playbooks?: Readonly<Record<string, PlaybookWords>>
  readonly coaching?: Readonly<Record<string, CoachingWords>>
  /** What agents type to search for a matter; `{topic}` may stand in it. */
  readonly searches?: readonly string[]
}

/** The words of one intent. Slots of the intent and `{company}` may stand in them. */
export interface IntentWords {
  /** What the customer asks for, as it stands in the middle of a sentence; with forms where the language needs them. */
  readonly topic: ListEntry
  /** Customer: what he wants. Those that name a slot are said by who tells it at once. */
  readonly ask: Wordings
  /** Question and answer by slot. */
  readonly questions: Readonly<Record<string, { readonly bot: Wordings; readonly user: Wordings }>>
  /** Bot: makes sure before it does it. */
  readonly confirm?: readonly Confirmation[]
  /** Bot: did it. */
  readonly done: Wordings
  /** Bot: could not. */
  readonly failed: Wordings
  /** The customer asks one more detail of the same thing. */
  readonly followUps: readonly UserThenBot[]
  /** Human agent: what he has understood and found in the file, before he does anything: `You want to send {amount} to {name}.` */
  readonly recap?: Wordings
  /** Customer, to a human agent: how it came about. */
  readonly story?: Wordings
  /** How a human agent goes about it: one of these a conversation. */
  readonly agent: readonly PackExchange[]
  /** Human agent: has to look first, and says what he is opening or checking, whatever comes of it. */
  readonly looks?: Wordings
  /** Human agent: is still at it, and says at what, whatever comes of it. */
  readonly goesOn?: Wordings
  /** Human agent: why somebody of the queue `passedTo` has to go on; the phrase `passesOn` follows. */
  readonly transfer?: Wordings
  /** Human agent: it is not settled, this happens next: where it cannot be what a phrase `promise` says. */
  readonly promise?: Wordings
  /** Human agent, in place of `explain`: what he has found, and why it cannot be settled now. */
  readonly unsettled?: Wordings
  /** What the customer wanted, in a sentence of a summary; one names no slot. */
  readonly summary: Wordings
  /** Why it could not be done, in a sentence of a summary, where the wording itself gives no `reason`. */
  readonly reasons?: Wordings
  /** What agents type to search for this. */
  readonly searches?: readonly string[]
}

/** What a human agent finds, what the customer says to it, what the agent does. */
interface PackExchange {
  /** Customer: how it came about, where this is what the agent finds. */
  readonly story?: Wordings
  readonly explain: Wordings
  readonly react: Wordings
  readonly resolve: Wordings
  /** What was found and done, in a sentence of a summary. */
  readonly did?: Wordings
}

/**
 * Lines that belong to no intent. Slots that may stand in them: `{company}`, `{topic}` (of the task in hand), `{topic1}` and
 * `{topic2}` (of other intents), `{agent}` (first name), `{queue}`, `{opens}` (when somebody is there again), `{minutes}`, `{reference}`, `{amount}`, `{date}`,
 * `{time}`, and those of the customer.
 */
export interface PackPhrases {
  /** Bot: greets and names the company. */
  readonly welcome: Wordings
  /** Bot: says what it can do, after the welcome or when it did not understand. */
  readonly offer: Wordings
  /** Customer: there is something else; what it is follows. */
  readonly another?: Wordings
  /** Bot: takes a task on, before the first question. */
  readonly acknowledge: Wordings
  /** Bot: is looking something up; the result is the next message. */
  readonly working: Wordings
  /** Bot asks a question that any task may need, and the customer's answer. */
  readonly confirm: readonly UserThenBot[]
  /** Customer: yes. */
  readonly affirm?: Wordings
  /** Customer, to an agent who has said what it is about: so it is. */
  readonly isSo?: Wordings
  /** Bot: the customer has been silent. */
  readonly nudge: Wordings
  /** Bot: the customer has been silent for long, this is the end. */
  readonly timedOut?: Wordings
  readonly notUnderstood: readonly UserThenBot[]
  readonly smallTalk: readonly UserThenBot[]
  /** One more question that fits any task, and the bot's answer. */
  readonly followUps: readonly UserThenBot[]
  readonly anythingElse: Wordings
  /** Customer: that was all. */
  readonly thanks: Wordings
  /** Customer: breaks off without a solution. */
  readonly leave: Wordings
  /** Bot: the last word. */
  readonly goodbye: Wordings
  readonly wantsAgent: Wordings
  /** Bot: hands over to a human. */
  readonly handover: Wordings
  /** Bot, in place of `handover`: sees whether somebody is there; `closed` is the next message. */
  readonly looksForAgent?: Wordings
  /** Bot: nobody is there who could take it. */
  readonly closed?: Wordings
  /** Customer: takes note that nobody is there. */
  readonly triesAgain?: Wordings
  /** Bot: the customer is in the queue. */
  readonly queueUpdate: Wordings
  /** Customer: in the queue, nobody comes. */
  readonly impatient: Wordings
  /** Agent: greets by name and takes up `{topic}`. */
  readonly greet: Wordings
  /** Agent: greets by name alone; a `recap` of the intent follows. */
  readonly hello?: Wordings
  /** Agent: greets by name, and knows nothing yet: asks what it is about. */
  readonly greetOpen?: Wordings
  /** Agent: takes over from a colleague, names himself, knows the matter. */
  readonly takeOver?: Wordings
  /** Agent: passes the customer on to `{queue}`. */
  readonly transfer?: Wordings
  /** Agent: the same upon a reason that the matter gives. */
  readonly passesOn?: Wordings
  /** Agent: feels with the customer. */
  readonly empathy?: Wordings
  /** Agent: sees more than the bot, which could not do it; what he has found follows in the same message. */
  readonly seesMore?: Wordings
  /** Agent: is at work and says so. */
  readonly check: Wordings
  /** Agent: what he sees so far, whatever the matter; the answer is still to come. */
  readonly progress?: Wordings
  /** Customer: answers such a line, or waits. */
  readonly patient: Wordings
  /** Customer, to a human agent: how it came about, whatever it is. */
  readonly story?: Wordings
  /** Customer: answers what came of it: it is settled, or it is not (or nobody is there). */
  readonly react?: {
    readonly pleased: Wordings
    readonly disappointed: Wordings
    /** To what an agent has promised. */
    readonly waits?: Wordings
  }
  /** Agent: it is not settled, this happens next. */
  readonly promise?: Wordings
  /** The customer asks the agent one more thing that fits any task. */
  readonly agentFollowUps: readonly UserThenAgent[]
  readonly agentAnythingElse: Wordings
  /** Agent: the last word. */
  readonly closing: Wordings
  /** Bot, of its own accord. */
  readonly notification: Wordings
  /** Salutation and last line of an e-mail; the name below it comes by itself. */
  readonly emailOpening?: EmailWords
  readonly emailClosing?: EmailWords
  /** Sentence of a summary: what became of it. */
  readonly outcomes: Outcomes
}

/** By who writes; `bot` and `agent` write to the customer, the customer to the company. */
export interface EmailWords {
  readonly customer: Wordings
  readonly bot: Wordings
  readonly agent: Wordings
}

/** Sentences of a summary by what became of the matter. */
interface Outcomes {
  readonly success: Wordings
  readonly failed: Wordings
  readonly open: Wordings
  readonly agent: Wordings
  readonly waiting: Wordings
  /** A human agent could not settle it. */
  readonly unsettled?: Wordings
  /** It was passed on to another queue. */
  readonly transferred?: Wordings
  /** Nobody was there who could take it. */
  readonly closed?: Wordings
}

export interface ArticleWords {
  readonly title: string
  readonly text: string
}

export interface PlaybookWords {
  readonly name: string
  /** By the structure's stage names; as many steps as the structure says. */
  readonly stages: Readonly<Record<string, { readonly name: string; readonly steps: readonly string[] }>>
}

export interface CoachingWords {
  readonly title: string
  readonly body: string
  readonly criteria: string
}
