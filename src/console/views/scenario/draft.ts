/** What somebody writes, kept for as long as the tab is open: a reload loses nothing. */
const KEY_OF_DRAFT = 'kore-mock-scenario-draft'
/** Texts that were put in place, the last one behind. */
const KEY_OF_APPLIED = 'kore-mock-scenario-applied'
const MOST_APPLIED = 20

/** The text that is being written; undefined: there is none. */
export const storedDraft = (): string | undefined => sessionStorage.getItem(KEY_OF_DRAFT) ?? undefined

/** Keeps it; undefined: forgets it. */
export function storeDraft(text: string | undefined): void {
  if (text === undefined) sessionStorage.removeItem(KEY_OF_DRAFT)
  else sessionStorage.setItem(KEY_OF_DRAFT, text)
}

/** Texts that were put in place from here. */
export function appliedTexts(): readonly string[] {
  try {
    const texts: unknown = JSON.parse(sessionStorage.getItem(KEY_OF_APPLIED) ?? '[]')
    return Array.isArray(texts) ? texts.filter(text => typeof text === 'string') : []
  } catch {
    return []
  }
}

export function storeApplied(texts: readonly string[]): void {
  sessionStorage.setItem(KEY_OF_APPLIED, JSON.stringify(texts.slice(-MOST_APPLIED)))
}
