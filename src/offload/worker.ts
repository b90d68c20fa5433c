import { parentPort } from 'node:worker_threads'
import { Thread } from './thread.ts'

/* The worker thread begins here. */

if (parentPort !== null) new Thread(parentPort)
