/** Whether tests take the large case too where a smaller one finds nearly all: CI asks for it. */
export const IS_LONG = process.env.LONG_TESTS === 'true'

/** How often a property is tried that CI tries so often: elsewhere its first fifth is. */
export const runs = (inCi: number): number => (IS_LONG ? inCi : Math.ceil(inCi / 5))
