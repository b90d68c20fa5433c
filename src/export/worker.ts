import { parentPort, workerData } from 'node:worker_threads'
import type { ExportThreadData } from './pieces.ts'
import { ExportThread } from './thread.ts'

/* An export thread begins here. */

if (parentPort !== null) new ExportThread(parentPort, workerData as ExportThreadData)
