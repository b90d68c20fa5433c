import type { Socket } from 'node:net'

/** First byte of a record of TLS that begins a connection. */
const HANDSHAKE = 0x16

/**
 * Looks at the first byte of a connection and puts it back.
 * @param ms after which a connection without one is closed
 */
export function whenFirstByte(socket: Socket, ms: number, then: (isTls: boolean) => void): void {
  const timer = setTimeout(() => socket.destroy(), ms)
  const forget = () => {
    clearTimeout(timer)
    socket.off('error', forget).off('close', forget).off('end', leave).off('readable', look)
  }
  /** Who sends nothing more, and sent nothing, wants nothing. */
  const leave = () => socket.destroy()
  const look = () => {
    const chunk: unknown = socket.read()
    if (!Buffer.isBuffer(chunk) || chunk.length === 0) return
    forget()
    socket.unshift(chunk)
    then(chunk[0] === HANDSHAKE)
  }
  socket.on('error', () => {})
  socket.on('close', forget).on('end', leave).on('readable', look)
}
