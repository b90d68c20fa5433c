import type { SessionRow } from '../api/answers.ts'

/** Ways in which sessions end (`containmentType`), what people call them, and the number of their colour in the tokens. */
export const ENDINGS = [
  { key: 'selfService', name: 'Self-service', colour: 1 },
  { key: 'agent', name: 'Agent', colour: 2 },
  { key: 'dropOff', name: 'Drop-off', colour: 3 },
] as const

/** What people call an ending. */
export const endingName = (key: SessionRow['containmentType']): string =>
  ENDINGS.find(ending => ending.key === key)!.name
