import type { ReactNode } from 'react'
import { ConnectionBanner } from './frame/ConnectionBanner.tsx'
import { LanguageSwitch } from './frame/LanguageSwitch.tsx'
import { Mark } from './frame/Mark.tsx'
import { ModeSwitch } from './frame/ModeSwitch.tsx'
import { StaleNotice } from './frame/StaleNotice.tsx'
import { useLanguage, type Words } from './language.tsx'
import { useTitle } from './useTitle.ts'

/** The page of somebody who is not signed in, or has no organisation yet: a narrow column under the name. `aside` stands beside it on wide screens. */
export function PublicLayout({
  title,
  lead,
  aside,
  children,
}: {
  title: Words
  lead?: Words
  aside?: ReactNode
  children: ReactNode
}) {
  const { say } = useLanguage()
  useTitle(title)
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between gap-3 px-4 py-3 sm:px-6">
        <Mark />
        <div className="flex items-center gap-1">
          <LanguageSwitch />
          <ModeSwitch />
        </div>
      </header>
      <StaleNotice />
      <ConnectionBanner />
      <main
        id="content"
        className="mx-auto grid w-full max-w-5xl flex-1 content-start gap-10 px-4 pt-[6vh] pb-12 sm:px-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] lg:gap-16"
      >
        {aside && <div className="order-2 lg:order-1 lg:pt-2">{aside}</div>}
        <section className={aside ? 'order-1 lg:order-2' : 'mx-auto w-full max-w-sm lg:col-span-2'}>
          <h1 tabIndex={-1} className="text-2xl leading-tight">
            {say(title)}
          </h1>
          {lead && <p className="mt-1.5 text-mute">{say(lead)}</p>}
          <div className="mt-6">{children}</div>
        </section>
      </main>
    </div>
  )
}
