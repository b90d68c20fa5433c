/** One event of a stream of server-sent events. */
export interface StreamEvent {
  readonly name: string
  readonly data: string
}

/** Events out of a stream of text, as they come; signs of life and what else is no event are passed over. */
export async function* eventsIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void, undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of piecesOfStream(stream)) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const event = eventOf(block)
      if (event !== undefined) yield event
    }
  }
}

/** Not every browser can go through a stream by itself. */
async function* piecesOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader()
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value
  } finally {
    reader.releaseLock()
  }
}

function eventOf(block: string): StreamEvent | undefined {
  const lines = block.split('\n')
  const field = (name: string) =>
    lines.filter(line => line.startsWith(`${name}: `)).map(line => line.slice(name.length + 2))
  const data = field('data')
  return data.length === 0 ? undefined : { name: field('event')[0] ?? 'message', data: data.join('\n') }
}
