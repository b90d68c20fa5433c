/** `X-Test-Id` of all calls of the console, so that quotas and the journal tell them from those of somebody's client. */
export const CONSOLE_TEST_ID = 'kore-mock-console'
