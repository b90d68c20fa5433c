import { memoize } from '../../memory/memoize.ts'
import type { ContentPack } from '../pack.ts'

/** Things to be asked for each intent of a pack, by its index. */
export const questionsOf = memoize((pack: ContentPack): readonly number[] =>
  pack.intents.map(({ asked }) => asked.length),
)
