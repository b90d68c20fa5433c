import type { Call } from '../exchange.ts'
import { Refusal } from '../refusal.ts'

/** In `strict`, the app must hold the scope that `x-scope` names for its kind: ruling R11, facts 1.5. */
export function checkScope({ stage, app, op }: Call): undefined {
  if (stage.auth !== 'strict' || app === undefined || op.scope === undefined) return
  const needed = app.kind === 'account' ? op.scope.account : op.scope.bot
  const held = needed !== undefined && (app.scopes === 'all' || app.scopes.includes(needed))
  // An app of a bot has no business on an account-wide path, whatever its scopes are (facts 13 #33).
  if (held && (app.kind === 'account' || op.botParam !== undefined)) return
  throw new Refusal(401, 'Permission denied. Scope is incorrect!', { code: 4002 })
}
