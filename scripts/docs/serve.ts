import { banner } from '../../src/cli/banner.ts'
import { createApp } from '../../src/fastify/app.ts'
import { makeWorkshop, type Serving, SHOWN } from './blocks.ts'

/** A mock as `npm start` gives it, with real time: whoever follows the pages has no other. */
export async function serveMock(root: string): Promise<Serving> {
  const app = createApp()
  const url = await app.listen({ port: 0 })
  return {
    url,
    folder: makeWorkshop(root),
    // Its clock goes on, and so does the time that its token was made at.
    banner: banner(app.mock, SHOWN, { colours: false })
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-03-09T12:00:00.000Z')
      .replaceAll(/eyJ[\w.-]+/g, 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIi…')
      .trim(),
    stop: () => app.close(),
  }
}
