// One work, measured on every server that takes part.
import { load, start } from './process.mjs'

export const CONNECTIONS = 10
/** Requests a second that hardly a server here reaches on work of which nothing may be asked twice. */
const FASTEST = 25_000
/** Seconds that a server on the JVM gets before it is measured: its code is compiled while it works. */
const JVM_WARMING = 15
// Below the range from which the system takes ports for those who ask for none.
let lastPort = 21_000

/** Starts a server on the next port and waits until it answers `request` with `expect`. */
export async function launch(server, files, request, expect) {
  const port = ++lastPort
  const running = await start(server.command(port, files), { ...request, ...server.request, port, expect })
  return { ...running, server, port, expect }
}

/** The status that a server is to answer a work with: a floor answers 200 whatever it is asked, only kore-mock knows a refusal. */
export const statusOf = (server, work) => (server.own ? (work.status ?? 200) : 200)

/**
 * Results by server: a list with one for each slice, or the message of what went wrong. A round has `slices` of them, in
 * which all take turns, so that a machine that is slow for a while is slow for all. Servers on the JVM, which work on after
 * they were asked, are measured by themselves.
 */
export async function measure(
  { work, requests, files },
  participants,
  { directory, rounds, slices, seconds, warming },
) {
  const results = new Map(participants.map(server => [server, []]))
  const alone = participants.filter(server => server.jvm !== undefined)
  const groups = [participants.filter(server => !alone.includes(server)), ...alone.map(server => [server])]
  for (let round = 0; round < rounds; round++) for (const group of groups) await measureGroup(group)
  return results

  async function measureGroup(group) {
    const members = []
    for (const server of group) {
      await trying(server, async () => members.push(await launch(server, files, requests[0], statusOf(server, work))))
    }
    for (const member of members) await trying(member.server, () => send(member, partOf(member, -1)))
    for (let slice = 0; slice < slices; slice++) {
      for (const member of members) {
        await trying(member.server, () => {
          const before = member.cpuSeconds()
          const result = send(member, partOf(member, slice))
          const cpuUs = ((member.cpuSeconds() - before) / result.total) * 1e6
          results.get(member.server).push({ ...result, cpuUs, memoryMb: member.memoryMb() })
        })
      }
    }
    for (const member of members) await member.stop()
  }

  /** What to send in a slice; in slice -1, to get warm. Where no two requests may be alike, each slice has its own. */
  function partOf({ server }, slice) {
    const isWarming = slice < 0
    if (!work.once) {
      const wanted = server.request ? [{ ...requests[0], ...server.request, body: undefined }] : requests
      return { requests: wanted, seconds: isWarming ? (server.jvm ? JVM_WARMING : warming) : seconds }
    }
    const first = Math.floor(requests.length / work.parts)
    if (isWarming) return { requests: requests.slice(0, first) }
    const size = Math.min(seconds * FASTEST, Math.floor((requests.length - first) / slices))
    return { requests: requests.slice(first + slice * size, first + (slice + 1) * size), seconds }
  }

  function send({ port, expect }, part) {
    return load(directory, { ports: [port], connections: CONNECTIONS, once: work.once, expect, ...part })
  }

  /** A server that fails once takes no further part; the others go on. */
  async function trying(server, step) {
    if (!Array.isArray(results.get(server))) return
    try {
      await step()
    } catch (error) {
      results.set(server, String(error.message))
    }
  }
}
