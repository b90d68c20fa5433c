import type { Step } from '../exchange.ts'

/** Waits until this process knows what is in force, where others can change it; 503 when it does not get to know. */
export const awaitCurrent: Step = ({ mock }) => mock.control.current() as undefined | Promise<void>
