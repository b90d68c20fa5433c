/** Values of `Timeline.sides`: who says a message. */
export const BOT_SIDE = 0
export const USER_SIDE = 1
export const AGENT_SIDE = 2
