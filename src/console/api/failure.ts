/** Something that a call was refused for. */
export interface Reason {
  readonly property: string
  readonly message: string
}

/** The envelope of refusals, the vendor's and the mock's own. */
interface RefusalBody {
  readonly errors?: readonly {
    readonly msg?: string
    readonly mockCode?: string
    readonly error?: readonly Reason[]
  }[]
}

/**
 * Why a call has no answer. `locked`: the admin API wants its token, or a caller on its own machine. `unreachable`: nobody
 * answered. `refused`: it was answered with an error.
 */
export class CallFailure extends Error {
  readonly kind: 'locked' | 'unreachable' | 'refused'
  readonly status: number
  readonly reasons: readonly Reason[]
  readonly code: string | undefined

  constructor(kind: CallFailure['kind'], message: string, { status = 0, reasons = [], code }: FailureDetails = {}) {
    super(message)
    this.kind = kind
    this.status = status
    this.reasons = reasons
    this.code = code
  }
}

interface FailureDetails {
  readonly status?: number
  readonly reasons?: readonly Reason[]
  readonly code?: string | undefined
}

const LOCKED = new Set(['KM_ADMIN_TOKEN', 'KM_ADMIN_LOCAL'])

/** Reads what an answer with an error says, whatever it is. */
export async function failureOf(response: Response): Promise<CallFailure> {
  const text = await response.text().catch(() => '')
  const { msg, mockCode: code, error: reasons = [] } = refusalIn(text)
  const kind = code !== undefined && LOCKED.has(code) ? 'locked' : 'refused'
  const after = response.headers.get('retry-after')
  const wait = after === null ? '' : ` It can be asked again in ${after} s.`
  return new CallFailure(kind, `${msg ?? `Answered with ${response.status}`}.${wait}`, {
    status: response.status,
    reasons,
    code,
  })
}

function refusalIn(text: string): NonNullable<RefusalBody['errors']>[number] {
  try {
    return (JSON.parse(text) as RefusalBody).errors?.[0] ?? {}
  } catch {
    return {}
  }
}

/** Whatever was thrown, as a failure; what is none of a call is a fault of the page. */
export function asFailure(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error
  return new CallFailure('refused', error instanceof Error ? error.message : String(error))
}
