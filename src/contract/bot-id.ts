/** What the path of an operation may have for a bot, 128 characters at most: longer ids are nobody's, and no scenario may have one. */
const BOT_ID = /^st-[A-Za-z0-9-]{1,125}$/

/** Whether a text can be the id of a bot (ruling R12). */
export const isBotId = (text: string): boolean => BOT_ID.test(text)
