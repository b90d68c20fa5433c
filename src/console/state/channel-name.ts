/** What channels are, where their names in the API do not tell it. */
const CHANNELS: ReadonlyMap<string, string> = new Map([
  ['rtm', 'web chat'],
  ['korevg', 'phone'],
])

/** A channel as the API names it, with what it is. */
export function channelName(channel: string): string {
  const what = CHANNELS.get(channel)
  return what === undefined ? channel : `${channel} (${what})`
}
