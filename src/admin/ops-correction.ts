import { isBotId } from '../contract/bot-id.ts'
import { brokenRule, document, operation, validate } from '../contract/contract.ts'
import { type Corrected, type Correction, correct } from '../contract/correction/correct.ts'
import type { RequestParts } from '../contract/correction/request-parts.ts'
import { ruleOf, tagOf } from '../contract/correction/rule-of.ts'
import { isJsonObject } from '../contract/json-object.ts'
import { own } from '../contract/own.ts'
import type { OperationInfo, Violation } from '../contract/types.ts'
import { type WorkingValues, workingValue } from '../contract/working-values.ts'
import type { Exchanged } from '../control/exchanged.ts'
import { exchangePath, statusOf } from '../control/read-exchange.ts'
import { blankPath, blankViolation } from '../control/redact/redact.ts'
import { shownHeaders, shownQuery, shownRequestBody } from '../control/redact/shown.ts'
import { routesAt } from '../http/routes.ts'
import { nearestOf } from '../http/unmatched.ts'
import { decodedPart, pathOf } from '../http/url.ts'
import type { TakeStep } from '../memory/steps.ts'
import type { Mock } from '../mock/mock.ts'
import type { AdminCall, AdminTable } from './call.ts'
import { knownValues } from './known-values.ts'
import { entryOf } from './ops-journal.ts'

/** It is loaded with its first call, as it asks the world for values that work. */
export const correctionOperations: Pick<AdminTable, 'correctRequest'> = { correctRequest }

const KORE = { validate, brokenRule, document }
/** Headers of a request that APIs look at. */
const LOOKED_AT: readonly string[] = ['auth', 'accountid', 'content-type']
/** Stands where a token must: the one that was sent is a secret. */
const TOKEN_PLACE = 'a token of an app, by POST /__admin/tokens'

/** The operation that a request is for, or was meant for. */
interface MeantOperation {
  readonly op: OperationInfo
  readonly params: Readonly<Record<string, string>>
  /** Why it is not the one that took the request. */
  readonly why?: string
}

async function correctRequest({ mock, path }: AdminCall<'correctRequest'>) {
  const { exchange: x } = entryOf(mock, path.id)
  const target = targetOf(x)
  if (target === undefined) {
    const advice = 'It resembles no operation of the contract: /docs lists the paths there are.'
    return { body: { operationId: null, docs: null, request: null, corrections: [], advice, rules: [] } }
  }
  const { op } = target
  const { corrected, corrections, url } = await correctionsFor(mock, x, target)
  const isGood = corrected.left.length === 0
  const tag = tagOf(document(), op) ?? ''
  return {
    body: {
      operationId: op.operationId,
      docs: `/docs#/${encodeURIComponent(tag)}/${op.operationId}`,
      request: isGood && corrections.length > 0 ? requestOf(op, corrected.parts, url) : null,
      corrections: corrections.map(shownCorrection),
      advice: adviceFor(x, corrections),
      rules: x.violations.map(violation => ruleBroken(op, violation)),
    },
  }
}

/** What is to be made otherwise. Values that work are asked for where the description shows one, and no sooner: they cost some answers. */
async function correctionsFor(mock: Mock, x: Exchanged, target: MeantOperation) {
  const { op } = target
  const { stretches } = mock
  const parts = await stretches.inSteps(take => shownParts(x, op, take))
  const isPathWrong = target.why !== undefined || !isPathGood(x, target)
  let wanted = isPathWrong
  const probe = (_: string, shown: unknown) => {
    wanted = true
    return shown
  }
  let corrected = await stretches.byYields(correct(KORE, op, parts, probe))
  const values = wanted ? await knownValues(mock) : {}
  if (wanted) {
    const working = (property: string, shown: unknown) => workingValue(nameIn(op, property), shown, values)
    corrected = await stretches.byYields(correct(KORE, op, parts, working))
  }
  const path = isPathWrong
    ? correctedPath(target, workingValuesOf(mock, x, target, values))
    : blankPath(exchangePath(x))
  const allowed = allowedParts(mock, x, corrected)
  const query = Object.entries(allowed.parts.query).map(([name, value]) => queryText(name, value))
  return {
    corrected: allowed,
    corrections: [...headCorrections(x, target, path), ...allowed.corrections],
    url: query.length === 0 ? path : `${path}?${query.join('&')}`,
  }
}

/** Name of a field as the contract writes it: those of headers came in lower case. */
function nameIn({ parameters }: OperationInfo, property: string): string {
  const written = property.slice(property.indexOf('.') + 1)
  return parameters.find(({ name }) => name.toLowerCase() === written)?.name ?? written
}

function targetOf(x: Exchanged): MeantOperation | undefined {
  if (x.op !== undefined) return { op: x.op, params: x.params }
  const there = routesAt(x.url)
  const atPath = there.find(({ op }) => op.method === x.method) ?? there[0]
  if (atPath !== undefined) return { ...atPath, why: whyNotTaken(x, atPath.op) }
  const nearest = nearestOf(x)
  if (nearest === null) return undefined
  const op = operation(nearest.operationId)
  return { op, params: paramsAt(op.path, exchangePath(x)), why: nearest.why.join('; ') }
}

/** Why a path with the right parts was not taken: for its verb, or for what it says of the path. */
function whyNotTaken({ method, violations }: Exchanged, op: OperationInfo): string {
  const said = method === op.method ? violations.find(({ property }) => property === 'path') : undefined
  return said === undefined ? `the operation takes ${op.method}` : blankViolation(said).message
}

/** Values of parameters that stand where the path of an operation has them; none where it has another number of parts. */
function paramsAt(wanted: string, sent: string): Record<string, string> {
  const [pattern, parts] = [wanted, sent].map(path => path.split('/').filter(part => part !== '')) as [
    string[],
    string[],
  ]
  if (pattern.length !== parts.length) return {}
  return Object.fromEntries(
    pattern.flatMap((part, i) =>
      part.startsWith('{') ? [[part.slice(1, -1), decodedPart(parts[i]!) ?? parts[i]!]] : [],
    ),
  )
}

/** Whether it was refused for a value of its path. */
const isOfPath = (x: Exchanged) => x.violations.some(({ property }) => property.startsWith('path.'))

const isPathGood = (x: Exchanged, { op: { botParam }, params }: MeantOperation) =>
  !isOfPath(x) && (botParam === undefined || isBotId(own(params, botParam) ?? ''))

/** Path of an operation with the bot that was sent, where there is one, and with what else was sent as far as it leads somewhere. */
function correctedPath({ op, params }: MeantOperation, values: WorkingValues): string {
  return op.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const sent = own(params, name) ?? name
    return encodeURIComponent(String(workingValue(name, sent, values)))
  })
}

/**
 * Values that work, of the bot that was asked about where there is one: its dashboard and its widget, as asked for or the first. A conversation
 * stays as it was sent where it could be read.
 */
function workingValuesOf(
  mock: Mock,
  x: Exchanged,
  { op, params }: MeantOperation,
  known: WorkingValues,
): WorkingValues {
  const isReadable = pathOf(x.url)
    .split('/')
    .every(part => decodedPart(part) !== undefined)
  const conversation = isReadable ? own(params, 'conversationId') : undefined
  const values = conversation === undefined ? known : { ...known, conversation }
  const botId = own(params, op.botParam ?? '') ?? ''
  const isRefused = x.violations.some(({ property }) => property === `path.${op.botParam}`)
  const bot = isBotId(botId) && !isRefused ? mock.stageOf(botId).world.bot(botId) : undefined
  if (bot === undefined) return values
  const { dashboards } = bot.spec
  const board = dashboards.find(({ name }) => name === own(params, 'dashboardName')) ?? dashboards[0]
  const widgets = board?.widgets ?? []
  const widget = widgets.find(({ name }) => name === own(params, 'widgetName')) ?? widgets[0]
  return { ...values, bot: botId, dashboard: board?.name, widget: widget?.name }
}

function shownParts(x: Exchanged, op: OperationInfo, take: TakeStep): RequestParts {
  const headers = Object.entries(shownHeaders(x.headers)).filter(([name]) => LOOKED_AT.includes(name))
  const query = take(() => shownQuery(x))
  const { body, bodyLength } = shownRequestBody(x, take)
  // Of a long body not all is shown: it is judged as none.
  const isWhole = op.hasBody && bodyLength === undefined && body !== null
  return { query: { ...query }, headers: Object.fromEntries(headers), body: isWhole ? body : undefined }
}

/** With what lets the caller in, where that was what he lacked. */
function allowedParts(mock: Mock, x: Exchanged, corrected: Corrected): Corrected {
  if (x.fault !== undefined || x.controlHeaders.preferCode !== undefined || statusOf(x) !== 401) return corrected
  const isAccount = x.violations.some(({ property }) => property === 'headers.accountid')
  const name = isAccount ? 'accountid' : 'auth'
  const from = own(corrected.parts.headers, name)
  const to = isAccount ? mock.main.scenario.world.account.id : TOKEN_PLACE
  const why = x.violations[0] === undefined ? 'the app may not ask this' : blankViolation(x.violations[0]).message
  return {
    ...corrected,
    parts: { ...corrected.parts, headers: { ...corrected.parts.headers, [name]: to } },
    corrections: [{ property: `headers.${name}`, from, to, why }, ...corrected.corrections],
  }
}

function headCorrections(x: Exchanged, { op, why }: MeantOperation, path: string): Correction[] {
  const sent = blankPath(exchangePath(x))
  const said = x.violations.find(({ property }) => property.startsWith('path'))
  const reason = why ?? (said === undefined ? 'is no id of a bot' : blankViolation(said).message)
  return [
    ...(x.method === op.method
      ? []
      : [{ property: 'method', from: x.method, to: op.method, why: `the operation takes ${op.method}` }]),
    ...(x.violations.some(({ property }) => property === 'headers.content-type') ? [mediaCorrection(x)] : []),
    ...(sent === path ? [] : [{ property: 'path', from: sent, to: path, why: reason }]),
  ]
}

const mediaCorrection = (x: Exchanged): Correction => ({
  property: 'headers.content-type',
  from: own(shownHeaders(x.headers), 'content-type'),
  to: 'application/json',
  why: 'bodies are JSON',
})

function requestOf(op: OperationInfo, { headers, body }: RequestParts, url: string) {
  const sent = isJsonObject(body) ? body : undefined
  const type = sent === undefined ? {} : { 'content-type': 'application/json' }
  const texts = Object.entries({ ...headers, ...type }).map(([name, value]) => [name, String(value)])
  return { method: op.method, url, headers: Object.fromEntries(texts) as Record<string, string>, body: sent ?? null }
}

const queryText = (name: string, value: unknown) =>
  [value]
    .flat()
    .map(one => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`)
    .join('&')

const shownCorrection = ({ property, from, to, why }: Correction) => ({
  property,
  why,
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})

/** What a better request would not change; null: nothing is to be said. */
function adviceFor(x: Exchanged, corrections: readonly Correction[]): string | null {
  if (x.fault !== undefined) {
    return `Fault ${x.fault.id} befell it: DELETE /__admin/faults/${x.fault.id} ends that, unless it is one of the scenario.`
  }
  if (x.controlHeaders.preferCode !== undefined) return 'Its header Prefer asked for this answer.'
  const status = statusOf(x)
  return adviceForStatus(x, status) ?? (corrections.length === 0 && status < 400 ? 'It was right.' : null)
}

function adviceForStatus(x: Exchanged, status: number): string | undefined {
  if (status === 429) {
    const seconds = own(x.answer?.headers ?? {}, 'retry-after') ?? 'some'
    return `A quota was full: it can be asked again in ${seconds} s, or after a reset.`
  }
  if (status === 413) return 'Its body was longer than is read: ask for less at once.'
  return status >= 500 || status === 0 ? 'It says nothing of the request that it ended so.' : undefined
}

function ruleBroken(op: OperationInfo, violation: Violation) {
  const { property, message } = blankViolation(violation)
  const rule = ruleOf(document(), op, violation.property)
  return {
    property,
    message,
    pointer: rule?.pointer ?? null,
    description: rule?.description ?? null,
    source: rule?.source ?? null,
  }
}
