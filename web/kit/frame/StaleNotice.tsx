import { useEffect, useState } from 'react'
import { Button } from '../Button.tsx'
import { useLanguage } from '../language.tsx'

const everyMilliseconds = 10 * 60_000

/** Tells when the server has a newer build than this tab; drafts survive the reload. */
export function StaleNotice() {
  const { say } = useLanguage()
  const stale = useStale()
  if (!stale) return null
  return (
    <output className="unprinted flex flex-wrap items-center justify-center gap-3 bg-above-soft px-4 py-1.5 text-above">
      {say({ en: 'A newer version of Gap5 is ready.', zh: 'Gap5 有新版本可用。' })}
      <Button size="small" onClick={() => location.reload()}>
        {say({ en: 'Load it', zh: '立即更新' })}
      </Button>
    </output>
  )
}

function useStale(): boolean {
  const [stale, setStale] = useState(false)
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState === 'visible' && (await servedBuild()) !== import.meta.env.BUILD) setStale(true)
    }
    const gone = () => setStale(true)
    const timer = setInterval(() => void look(), everyMilliseconds)
    const onVisible = () => void look()
    document.addEventListener('visibilitychange', onVisible)
    // A part of the app that is loaded late is no longer there: the server was updated meanwhile.
    addEventListener('vite:preloadError', gone)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
      removeEventListener('vite:preloadError', gone)
    }
  }, [])
  return stale
}

/** The build the server hands out now; this one's where it cannot be told. */
async function servedBuild(): Promise<string> {
  if (import.meta.env.DEV) return import.meta.env.BUILD
  try {
    const answer = await fetch('/version.json', { cache: 'no-store' })
    const { build }: { build: string } = await answer.json()
    return build
  } catch {
    return import.meta.env.BUILD
  }
}
