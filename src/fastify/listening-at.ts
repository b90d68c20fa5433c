import type { AddressInfo, Server } from 'node:net'

/** Where a server listens: the text that Node gives for a pipe is for no server of ours. @throws when it does not listen */
export function listeningAt(server: Pick<Server, 'address'>): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  return address
}
