import { document } from '../contract/contract.ts'
import { answerProblemFinder, type FindAnswerProblems } from './answer-problems.ts'
import { Caller, LimitedOut } from './caller.ts'
import { objectIn } from './json.ts'
import { Ledger } from './ledger.ts'
import { type OperationShape, shapesOf } from './operation-shape.ts'
import { makeProbe, type Probe, plainDraft, rangeOf, toldValue } from './probe.ts'
import { probeData } from './probes/data.ts'
import { probeAccess, probeInputs, probeLimits, probeRules } from './probes/refusals.ts'
import { sentOf } from './request-draft.ts'
import { Samples } from './samples.ts'
import { CannotCheck, type CheckOptions, type CheckReport, type Finding } from './types.ts'

/** What is made of the contract, once for all runs. */
let made: { readonly shapes: readonly OperationShape[]; readonly problemsOf: FindAnswerProblems } | undefined

/**
 * Compares a server with the contract, one request after the other; all of them only read.
 * @throws CannotCheck when it cannot be reached or refuses the credentials everywhere.
 */
export async function runCheck(options: CheckOptions): Promise<CheckReport> {
  const description = objectIn(document())
  made ??= { shapes: shapesOf(description), problemsOf: answerProblemFinder(description) }
  const { shapes, problemsOf } = made
  const wanted = shapes.filter(({ info }) => options.only?.includes(info.operationId) ?? true)
  const caller = new Caller(options)
  await reach(caller, shapes[0]!, options)

  const range = rangeOf(options.from, caller.now)
  const needsNothing = (shape: OperationShape) =>
    shape.fields.every(({ place, name }) => place !== 'header' || toldValue(options, name) !== undefined)
  const samples = new Samples(caller, shapes, shape =>
    needsNothing(shape) ? plainDraft(shape, options, range) : undefined,
  )
  const findings: Finding[] = []
  let cut: string | undefined
  let forgery = false
  for (const shape of wanted) {
    const ledger = new Ledger(shape, problemsOf)
    if (cut !== undefined) {
      ledger.notSeen('status', 'ordinary request', cut)
      findings.push(...ledger.findings)
      continue
    }
    try {
      options.began?.(shape.info.operationId)
      const probe = await makeProbe(shape, ledger, { options, range, samples, caller })
      const isOpen = await examine(probe, !forgery)
      forgery ||= isOpen
    } catch (error) {
      if (!(error instanceof LimitedOut)) throw error
      cut = `left out: ${error.message}`
      ledger.notSeen('status', 'everything else', cut)
    }
    ledger.close()
    findings.push(...ledger.findings)
  }
  const report = makeReport(findings, caller, cut)
  if (
    !findings.some(
      ({ result, kind }) => result !== 'not seen' && kind !== 'access' && kind !== 'header' && kind !== 'errors',
    )
  ) {
    throw new CannotCheck('the server refuses these credentials for every operation')
  }
  return report
}

/** All probes of an operation. @returns whether the app may call it. */
async function examine(probe: Probe, isFirst: boolean): Promise<boolean> {
  const isOpen = await probeData(probe)
  if (isOpen && probe.canBeRefused) {
    await probeLimits(probe)
    await probeInputs(probe)
    await probeRules(probe)
  }
  await probeAccess(probe, isFirst && isOpen)
  return isOpen
}

/** The first word: whether anybody is there, and what time it is with them. */
async function reach(caller: Caller, shape: OperationShape, options: CheckOptions): Promise<void> {
  const draft = plainDraft(shape, options, rangeOf(options.from, Date.now()))
  const { status, why } = await caller.send(sentOf(shape, draft, undefined)).catch((error: unknown) => {
    throw error instanceof LimitedOut ? new CannotCheck(`the server takes no calls: ${error.message}`) : error
  })
  if (status === 0) throw new CannotCheck(`${hostOf(options.baseUrl)} cannot be reached: ${why}`)
}

/** Without what may be secret in an address. */
const hostOf = (url: string) => new URL(url).host

function makeReport(findings: readonly Finding[], caller: Caller, cut: string | undefined): CheckReport {
  const count = (result: Finding['result']) => findings.filter(finding => finding.result === result).length
  return {
    findings,
    agrees: count('agrees'),
    differs: count('differs'),
    notSeen: count('not seen'),
    calls: caller.calls,
    limited: caller.limited,
    waitedMs: caller.waitedMs,
    ...(cut === undefined ? {} : { cut }),
  }
}
