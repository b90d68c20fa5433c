import { readFileSync, statSync } from 'node:fs'
import { isLocalAddress } from '../admin/own-hosts.ts'
import { isToken, makeToken, TOKEN_FORM } from '../admin/token.ts'
import { type Said, say } from '../errors/catalogue.ts'
import { whyNotRead } from '../errors/failure.ts'
import type { Settings } from './flags.ts'

/**
 * Puts the admin token into the settings: that of the file which they name, or one of its own making where other machines
 * reach the mock and nobody gave one (decision D107).
 * @returns what is wrong with the file; undefined: nothing.
 */
export function settleAdminToken(settings: Settings): Said | undefined {
  const { adminTokenFile: file, adminToken, host } = settings
  if (file === undefined) {
    settings.hasMadeToken = adminToken === undefined && !isLocalAddress(host)
    if (settings.hasMadeToken) settings.adminToken = makeToken()
    return undefined
  }
  const { token, reason } = readToken(file)
  settings.adminToken = token
  return reason === undefined ? undefined : say('KM_TOKEN_FILE', { file, reason })
}

function readToken(file: string): { token?: string; reason?: string } {
  try {
    // A pipe would be waited for.
    if (!statSync(file).isFile()) return { reason: 'is no file' }
    const token = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    if (token === '') return { reason: 'is empty' }
    return isToken(token) ? { token } : { reason: `must hold ${TOKEN_FORM}` }
  } catch (error) {
    return { reason: whyNotRead(error) }
  }
}
