import { createKoreMock, type KoreMock } from './embed/kore-mock.ts'
import type { KoreMockOptions } from './embed/options.ts'

export type { KoreMock } from './embed/kore-mock.ts'
export type { KoreMockOptions } from './embed/options.ts'
export type { ClientInput, ClientOutput, JudgedFunction } from './judge/function-subject.ts'
export { type JudgeOptions, judge } from './judge/judge.ts'
export type { FoundMistake, Judgement } from './judge/judgement.ts'

/** Takes a function to run at a certain time: every runner has such hooks, under names of its own. */
export type Hook = (run: () => Promise<void>) => unknown

/** The hooks of a runner. Vitest, Jest: `beforeAll`, `afterAll`, `beforeEach`; node:test: `before`, `after`, `beforeEach`. */
export interface Hooks {
  beforeAll?: Hook
  before?: Hook
  afterAll?: Hook
  after?: Hook
  /** tap's name for it; `after` of its outermost test waits until nothing is open any more, the mock included. */
  teardown?: Hook
  beforeEach?: Hook
}

/**
 * A mock for the tests of a file: started before the first, set back before each, closed after the last.
 * @returns what gives the mock; it throws when it is asked before the first test.
 * @example
 * // Vitest, Jest
 * const mock = setupKoreMock({ beforeAll, afterAll, beforeEach }, { seed: 'a' })
 * // node:test
 * const mock = setupKoreMock({ before, after, beforeEach }, { seed: 'a' })
 * // tap
 * const mock = setupKoreMock(t, { seed: 'a' })
 */
export function setupKoreMock(hooks: Hooks, options: KoreMockOptions = {}): () => KoreMock {
  let mock: KoreMock | undefined
  const before = hook(hooks, ['beforeAll', 'before'])
  // What has both is tap.
  const after = hook(hooks, ['afterAll', 'teardown', 'after'])
  before(async () => {
    mock = await createKoreMock(options)
  })
  hooks.beforeEach?.(async () => mock?.reset())
  after(async () => mock?.close())
  return () => {
    if (mock === undefined) throw new Error('The mock starts before the first test: ask for it inside a test.')
    return mock
  }
}

function hook(hooks: Hooks, names: (keyof Hooks)[]): Hook {
  for (const name of names) {
    const found = hooks[name]
    // tap's hooks are methods of its test.
    if (found !== undefined) return run => found.call(hooks, run)
  }
  throw new TypeError(`setupKoreMock needs one of the hooks ${names.join(', ')}`)
}
