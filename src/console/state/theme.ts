import { useCallback, useState } from 'preact/hooks'

/** By the system, or as somebody chose. */
export type Theme = 'system' | 'light' | 'dark'

const THEME_KEY = 'kore-mock-theme'
const THEMES: readonly Theme[] = ['system', 'light', 'dark']

const storedTheme = (): Theme => THEMES.find(theme => theme === localStorage.getItem(THEME_KEY)) ?? 'system'

/** Gives the page the theme that was chosen before. */
export function applyTheme(theme: Theme = storedTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** The theme, and what goes on to the next. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(storedTheme)
  const next = useCallback(() => {
    const other = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!
    localStorage.setItem(THEME_KEY, other)
    applyTheme(other)
    setTheme(other)
  }, [theme])
  return [theme, next]
}
