import { build } from 'esbuild'

/** Code with what it imports as the text of one CommonJS file, made small. Imports are looked for from this folder. */
export async function asOneFile(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    logLevel: 'error',
  })
  return outputFiles[0]!.text
}
