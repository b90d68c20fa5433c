// The words of shipped packs as the built mock reads them: a file for each language, and one of all else. See `src/scenario/packs.ts`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, createBrotliCompress } from 'node:zlib'

/** Industries by name, but the one of the default scenario first: what stands first is unpacked soonest. */
const FIRST = 'banking'

/** Writes them. `packs` are those shipped, by industry. */
export async function writeWords(folder, packs) {
  const industries = [...packs.keys()].sort((a, b) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1))
  const languages = new Set([...packs.values()].flatMap(({ words }) => Object.keys(words)))
  const places = new Map(industries.map(industry => [industry, {}]))
  for (const language of languages) {
    const spoken = industries.filter(industry => language in packs.get(industry).words)
    const { bytes, ends } = await packInTurn(
      spoken.map(industry => JSON.stringify(packs.get(industry).words[language])),
    )
    writeFileSync(join(folder, `${language}.br`), bytes)
    for (const [i, industry] of spoken.entries()) {
      places.get(industry)[language] = { packed: ends[i].packed, from: ends[i - 1]?.plain ?? 0, to: ends[i].plain }
    }
  }
  const built = industries.map(industry => {
    const { words: _, ...pack } = packs.get(industry)
    return [industry, { pack, words: places.get(industry) }]
  })
  writeFileSync(join(folder, 'packs.json.br'), brotliCompressSync(JSON.stringify(Object.fromEntries(built))))
}

/** Packs texts as one, so that what was packed up to the end of each can be unpacked without the rest. */
async function packInTurn(texts) {
  const plain = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const packer = createBrotliCompress({
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  })
  const pieces = []
  const ends = []
  packer.on('data', piece => pieces.push(piece))
  const packed = () => pieces.reduce((sum, piece) => sum + piece.length, 0)
  for (const text of texts) {
    await new Promise(done => packer.write(text, done))
    await new Promise(done => packer.flush(constants.BROTLI_OPERATION_FLUSH, done))
    ends.push({ plain: (ends.at(-1)?.plain ?? 0) + Buffer.byteLength(text), packed: packed() })
  }
  await new Promise(done => packer.on('end', done).end())
  return { bytes: Buffer.concat(pieces), ends }
}
