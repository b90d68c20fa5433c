// Makes a folder in which the console tells a story without a server: npm run demo:site -- [--story NAME] [--folder FOLDER] [--now INSTANT]
import { parseArgs } from 'node:util'
import { makeSite } from './demo-site/make-site.ts'

const { values } = parseArgs({
  options: {
    story: { type: 'string', default: 'outage' },
    folder: { type: 'string', default: 'demo-site' },
    now: { type: 'string', default: new Date().toISOString() },
  },
})
const { story, folder, now } = values
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
const bytes = await makeSite({ story, folder, now, chromium })
console.log(
  `${folder}: ${(bytes / 1e6).toFixed(1)} MB. Put it behind any web server, such as: npx http-server ${folder}`,
)
