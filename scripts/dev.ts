/**
 * `npm run dev`: serves from the sources. tsx starts this anew whenever a file changes that it imports, or one of the contract or
 * of the scenarios; what is generated from the contract is then made first. Flags are the command's: `npm run dev -- --port 4011`.
 */
await import('./contract.ts')
await import('../src/cli.ts')
