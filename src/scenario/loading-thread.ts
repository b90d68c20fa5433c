import { parentPort, workerData } from 'node:worker_threads'
import type { BesideLoaded, LoadOrder } from './load-beside.ts'
import { loadedScenario } from './loaded.ts'
import { sendScenario } from './sent-packs.ts'

/* A thread that loads one scenario and ends: see `load-beside.ts`. */

const { given, clock } = workerData as LoadOrder
const { scenario, ...rest } = loadedScenario(given, clock)
const message: BesideLoaded = scenario === undefined ? rest : { ...rest, scenario: sendScenario(scenario) }
parentPort?.postMessage(message)
