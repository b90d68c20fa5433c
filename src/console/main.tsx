import { render } from 'preact'
import { AdminToken } from './api/admin-token.ts'
import { MockClient } from './api/client.ts'
import { App } from './app.tsx'
import { recordingStart } from './state/address.ts'
import { followLinks } from './state/router.ts'
import { applyTheme } from './state/theme.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/frame.css'
import './styles/parts.css'
import './styles/charts.css'
import './styles/centre.css'
import './styles/conversations.css'
import './styles/traffic.css'
import './styles/control.css'
import './styles/dashboards.css'
import './styles/scenario.css'
import './styles/stories.css'

applyTheme()
followLinks()
const adminToken = new AdminToken(sessionStorage)
const recorded =
  recordingStart() === undefined ? undefined : await (await import('./recording/open-recording.ts')).openRecording()
const client = new MockClient(adminToken, recorded?.carrier)
const root = document.getElementById('app')!
// What stands there says why nothing is seen as long as nothing is.
root.replaceChildren()
render(<App client={client} adminToken={adminToken} recording={recorded?.recording} />, root)
