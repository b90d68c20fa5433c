import { parentPort, workerData } from 'node:worker_threads'
import { loadedScenario } from './loaded.ts'

/* A thread that loads one scenario and ends: see `load-beside.ts`. */

parentPort?.postMessage(loadedScenario(String(workerData)))
