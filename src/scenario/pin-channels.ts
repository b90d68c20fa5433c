import { EMAIL, mediumOf, VOICE } from '../world/channels.ts'
import type { SessionPin } from '../world/spec.ts'

/** Channels that a session has where its bot has none of the kind. */
const VOICE_CHANNEL = 'korevg'
const CHAT_CHANNEL = 'rtm'

/** A pin on a channel that its conversation and its first segment fit, where they say of which kind it is and the pin says none. */
export function withChannel(pin: SessionPin, weights: Readonly<Record<string, number>>): SessionPin {
  const { channel, conversation, segments } = pin
  const said = segments?.[0]?.channel ?? conversation?.channelType ?? conversation?.experience
  if (channel !== undefined || typeof said !== 'string') return pin
  const ofKind = Object.entries(weights).filter(([name, weight]) => weight > 0 && isOf(said, mediumOf(name)))
  const [most] = ofKind.sort((a, b) => b[1] - a[1])
  return {
    ...pin,
    channel: most?.[0] ?? (said === 'voice' ? VOICE_CHANNEL : said === 'email' ? 'email' : CHAT_CHANNEL),
  }
}

function isOf(kind: string, medium: number): boolean {
  if (kind === 'voice') return medium === VOICE
  return kind === 'email' ? medium === EMAIL : medium !== VOICE && medium !== EMAIL
}
