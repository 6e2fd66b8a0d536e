import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { rememberedLanguage, rememberLanguage, speech, tagOf, type Speech } from './speech.ts'

export { tagOf, type Speech, type Words } from './speech.ts'

const SpeechContext = createContext<Speech | null>(null)

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(rememberedLanguage)
  useEffect(() => {
    document.documentElement.lang = tagOf(language)
  }, [language])
  const value = useMemo(
    () =>
      speech(language, (chosen) => {
        rememberLanguage(chosen)
        setLanguage(chosen)
      }),
    [language],
  )
  return <SpeechContext value={value}>{children}</SpeechContext>
}

/** Says words, figures and dates in the language the user chose. */
export function useLanguage(): Speech {
  const value = use(SpeechContext)
  if (value === null) throw new Error('useLanguage outside of LanguageProvider')
  return value
}
