import { useEffect } from 'react'
import { useLanguage, type Words } from './language.tsx'

/** Names the document, as tabs and screen readers show it. */
export function useTitle(title: Words) {
  const { say } = useLanguage()
  const said = say(title)
  useEffect(() => {
    document.title = said === '' ? 'Gap5' : `${said} · Gap5`
  }, [said])
}
