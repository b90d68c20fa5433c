import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Recording } from '../../src/console/recording/recording.ts'
import { createApp } from '../../src/fastify/app.ts'
import { CONSOLE_HEADERS } from '../../src/fastify/page-headers.ts'
import { startClock } from '../../src/scenario/start-clock.ts'
import { loadStory } from '../../src/scenario/story.ts'
import { followCalls } from '../../test/console/page.ts'
import { traffic } from '../../test/console/traffic.ts'
import { HeardAnswers } from './answers.ts'
import { walk } from './walk.ts'

const BUILT = join(import.meta.dirname, '../../dist/console')

interface SiteWish {
  /** Of a shipped one its name, else its file. */
  readonly story: string
  /** Where it is written to; what is there is taken away. */
  readonly folder: string
  /** ISO instant that it shows as the present. */
  readonly now: string
  readonly chromium: string
}

/**
 * Writes a folder that any web server can serve: the console, and in place of a mock what one answered while a story was told. Its clock
 * stands, as answers of each minute would be too many.
 * @returns bytes of all its files
 * @throws ScenarioError for a story that is wrong
 */
export async function makeSite({ story: named, folder, now, chromium: executablePath }: SiteWish): Promise<number> {
  const clock = startClock(now)
  const story = { ...loadStory(named, clock), speed: 0 }
  const journal = { entries: 50_000, bytes: 1e9 }
  const app = createApp({ scenario: story.scenario, now, startClock: clock, journal }, { story })
  const answers = new HeardAnswers()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
    await traffic(url)
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    followCalls(page)
    answers.follow(page)
    await walk(page, { url, now }, story, answers)
  } finally {
    await browser.close()
    await app.close()
  }
  const { stages, files } = answers.heard
  return writeSite(folder, { story: { name: story.name, title: story.title }, now, stages }, files)
}

function writeSite(folder: string, recording: Recording, files: ReadonlyMap<string, Buffer>): number {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'answers'), { recursive: true })
  cpSync(join(BUILT, 'assets'), join(folder, 'assets'), { recursive: true })
  const page = pageOf(readFileSync(join(BUILT, 'index.html'), 'utf8'), recording.story.name)
  const index = JSON.stringify(recording)
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'recording.json'), index)
  for (const [name, bytes] of files) writeFileSync(join(folder, 'answers', name), bytes)
  return [...files.values()].reduce((sum, { length }) => sum + length, page.length + index.length)
}

/** The page as it is in a folder: its files beside it, and the policy in it, as nobody else sends one. */
function pageOf(page: string, story: string): string {
  // A policy within a page cannot say who may frame it.
  const policy = CONSOLE_HEADERS['content-security-policy']!.replace("frame-ancestors 'none'; ", '')
  const start = `/console/stories?open=${encodeURIComponent(story)}`
  return page
    .replaceAll('/console/assets/', 'assets/')
    .replace('<html lang="en">', `<html lang="en" data-recording="${start}">`)
    .replace('<meta charset="utf-8" />', `$&\n    <meta http-equiv="content-security-policy" content="${policy}" />`)
    .replace('<div id="app"></div>', '<div id="app">This page has to come from a web server.</div>')
    .replace(/<noscript>.*<\/noscript>/, '<noscript>The console needs JavaScript.</noscript>')
}
