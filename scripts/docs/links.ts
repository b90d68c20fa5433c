import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** What pages of the package may lead to though it stands in the repository alone, as README.md says (D486). */
const IN_REPOSITORY =
  /^(?:CONTRIBUTING\.md|docs\/(?:architecture|conformance|rulings|sources|vendor-facts)\.md|docs\/console\/(?:centre|traffic)\.webp)$/

/** Links of pages that lead to no file, or, from a page of the package, to a file that the package does not have. */
export function deadLinks(root: string, pages: readonly string[]): string[] {
  const inPackage = packedFiles(root)
  const inProject = new Set(
    execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n'),
  )
  return pages.flatMap(page => {
    const files = inPackage.has(page) ? inPackage : inProject
    const isThere = (path: string) =>
      files.has(path) ||
      [...files].some(file => file.startsWith(`${path}/`)) ||
      (IN_REPOSITORY.test(path) && inProject.has(path))
    return linksOf(readFileSync(join(root, page), 'utf8'))
      .map(link => normalize(join(dirname(page), link)).replace(/\/$/, ''))
      .filter(path => !isThere(path))
      .map(path => `${page} links to ${path}, which is not ${files === inPackage ? 'in the package' : 'there'}`)
  })
}

function linksOf(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '')
  return [...prose.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map(([, link = '']) => link)
    .filter(link => !/^\w+:/.test(link))
}

function packedFiles(root: string): Set<string> {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [packed] = JSON.parse(said) as { files: { path: string }[] }[]
  return new Set(packed?.files.map(({ path }) => path))
}
