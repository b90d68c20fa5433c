import { Refusal } from '../../contract/refusal.ts'
import type { Call } from '../exchange.ts'

/**
 * The app must hold the scope that `x-scope` names for its kind: ruling R11, facts 1.5. In `lenient` only a token that
 * narrows its scopes itself is bound by them.
 */
export function checkScope({ stage, app, op, tokenScopes }: Call): undefined {
  const strict = stage.auth === 'strict'
  if (app === undefined || op.scope === undefined || (!strict && tokenScopes === undefined)) return
  const needed = app.kind === 'account' ? op.scope.account : op.scope.bot
  // An app of a bot has no business on an account-wide path, whatever its scopes are (facts 13.33).
  const misplaced = needed === undefined || (app.kind === 'bot' && op.botParam === undefined)
  if (strict && (misplaced || (app.scopes !== 'all' && !app.scopes.includes(needed)))) throw refusal()
  if (tokenScopes !== undefined && !tokenScopes.includes(needed)) throw refusal()
}

const refusal = () => new Refusal(401, 'Permission denied. Scope is incorrect!', { code: 4002 })
