import { useEffect } from 'react'
import { useLanguage } from './language.tsx'

/**
 * Makes the page fit for paper while it is printed: at the foot of each sheet what it rests on and where it came from, with
 * page numbers; and what is folded away is opened.
 */
export function usePaper(about: string, timeZone: string): void {
  const { moment } = useLanguage()
  useEffect(() => {
    const sheet = new CSSStyleSheet()
    const quoted = (text: string) => JSON.stringify(text).replaceAll('<', '\\3c ')
    const print = () => {
      const foot = 'font: 7.5pt var(--font-sans, sans-serif); color: #636a74; vertical-align: top; padding-top: 3mm;'
      sheet.replaceSync(
        `@page { @bottom-left { content: ${quoted(`${about} · ${moment(new Date(), timeZone)} · ${location.href.replace(/#.*$/, '')}`)}; width: 86%; text-align: left; ${foot} } @bottom-right { content: counter(page) " / " counter(pages); text-align: right; ${foot} } }`,
      )
      for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')) {
        fold.open = true
        fold.dataset['folded'] = ''
      }
    }
    const printed = () => {
      for (const fold of document.querySelectorAll<HTMLDetailsElement>('details[data-folded]')) {
        fold.open = false
        delete fold.dataset['folded']
      }
    }
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    addEventListener('beforeprint', print)
    addEventListener('afterprint', printed)
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
      removeEventListener('beforeprint', print)
      removeEventListener('afterprint', printed)
    }
  }, [about, timeZone, moment])
}
