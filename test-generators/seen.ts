/** What an answer holds, whichever operation gave it. */
interface Rows {
  sessions?: unknown[]
  messages?: unknown[]
  results?: unknown[]
  data?: unknown[]
  queryResponse?: { queryResponse: unknown[] }
  uniqueUsersTrend?: { dataPoints: unknown[] }
}

const counts = new Map<string, number>()

/** Notes the answer of an operation to a client; it must be good and have rows. */
export function seen(client: string, operationId: string, status: number | undefined, answer: unknown): void {
  const { sessions, messages, results, data, queryResponse, uniqueUsersTrend } = (answer ?? {}) as Rows
  const rows = sessions ?? messages ?? results ?? data ?? queryResponse?.queryResponse ?? uniqueUsersTrend?.dataPoints
  if (status !== 200 || !rows?.length) {
    throw new Error(`${client}, ${operationId}: ${status} ${JSON.stringify(answer).slice(0, 400)}`)
  }
  counts.set(client, (counts.get(client) ?? 0) + 1)
}

/** How many operations answered each client. */
export const answered = (): Record<string, number> => Object.fromEntries(counts)
