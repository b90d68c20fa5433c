import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import tap, { type Test } from 'tap'
import { type AppParts, createApp } from '../../src/fastify/app.ts'
import type { AppOptions } from '../../src/fastify/app-options.ts'
import { followCalls } from './page.ts'

/** The instant at which the clock of every test of the console stands. */
export const CONSOLE_NOW = '2026-03-12T15:20:00Z'
/** Debian's; another one by `CHROMIUM`. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A mock on a port of its own, closed at the end of the test. */
export async function startMock(t: Test, options: AppOptions = {}, parts: AppParts = {}) {
  const app = createApp({ now: CONSOLE_NOW, seed: 'console', ...options }, parts)
  t.teardown(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { app, url: `http://127.0.0.1:${port}` }
}

let started: Promise<Browser> | undefined

/** The browser of all tests of a file, without pages of those before; started with the first and closed at the end. */
export async function startBrowser(): Promise<Browser> {
  if (started === undefined) {
    started = chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    tap.teardown(async () => (await started)?.close())
  }
  const browser = await started
  await Promise.all(browser.contexts().map(context => context.close()))
  return browser
}

interface PageOptions {
  readonly width?: number
  readonly theme?: 'light' | 'dark'
}

/** A page of its own, with whatever it complains of: errors of scripts, refusals of the policy, calls that failed. */
export async function openPage(browser: Browser, { width = 1280, theme = 'light' }: PageOptions = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  followCalls(page)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return { page, complaints, close: () => context.close() }
}

/** Rules of axe that look at colours: all that a theme changes. */
export const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'] as const

/** What axe finds wrong: rule, and where. @param rules those that are held; undefined: all */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axeSource)
  // To read sheets that scripts made, such as those of the editor, axe makes style elements, which the policy of the console forbids.
  const preload = 'preload: document.querySelector(".editor-host") === null'
  const runOnly = rules === undefined ? '' : `, runOnly: { type: 'rule', values: ${JSON.stringify(rules)} }`
  const { violations } = (await page.evaluate(`axe.run({ ${preload}${runOnly} })`)) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}

/** px by which the page is wider than its window, and what sticks out. */
export async function overflow(page: Page): Promise<string[]> {
  return (await page.evaluate(`(() => {
    const most = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= most) return []
    return [...document.querySelectorAll('main *, header *')]
      .filter(element => element.getBoundingClientRect().right > most + 1)
      .map(element => element.outerHTML.slice(0, 120))
  })()`)) as string[]
}
