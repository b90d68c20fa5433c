/** Characters of what a client sent that a message shows, where nothing else is said. */
export const SHOWN_OF_VALUE = 60

/** A text of the length that a person reads, its end cut off when it is longer. */
export function shortText(text: string, most: number = SHOWN_OF_VALUE): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}

/** A text as JSON has it, its end cut off when it is longer than a person reads. */
export const inQuotes = (text: string): string => JSON.stringify(shortText(text))
