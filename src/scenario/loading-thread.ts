import { parentPort, workerData } from 'node:worker_threads'
import type { LoadOrder } from './load-beside.ts'
import { loadedScenario } from './loaded.ts'

/* A thread that loads one scenario and ends: see `load-beside.ts`. */

const { given, clock } = workerData as LoadOrder
parentPort?.postMessage(loadedScenario(given, clock))
