/**
 * Users of pinned sessions are numbered apart, from here on, so that they have pinned sessions only and that no pin moves anybody else
 * (ruling R28). All others are numbered by their first session, and stay below.
 */
export const FIRST_GUEST = 0xff000000
/** Whether a user is one of a pinned session. */
export const isGuest = (user: number): boolean => user >= FIRST_GUEST

/** Numbers the users of pins, which ascend by start: who has the same name is the same, who has none is somebody of his own. */
export function guestNumbers(names: readonly (string | undefined)[]): number[] {
  const known = new Map<string, number>()
  let next = FIRST_GUEST
  return names.map(name => {
    const number = (name === undefined ? undefined : known.get(name)) ?? next++
    if (name !== undefined) known.set(name, number)
    return number
  })
}
