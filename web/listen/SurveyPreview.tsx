import { useState } from 'react'
import { Moon, RotateCcw, Sun } from 'lucide-react'
import type { Language } from '@gap5/contract/language.ts'
import { Button } from '../kit/Button.tsx'
import { useLanguage } from '../kit/language.tsx'
import { NativeSelect } from './import/NativeSelect.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'

/**
 * The survey page itself at the width of a phone, before there is any study: in either language, light or dark, page by page.
 * `place` is the question or block to open at; `state` changes when what is shown has changed.
 */
export function SurveyPreview({ path, place, state = '' }: { path: string; place?: { item?: string; block?: string }; state?: string }) {
  const { say, language } = useLanguage()
  const [shown, setShown] = useState<Language>(language)
  const [look, setLook] = useState<'light' | 'dark'>(() => (document.documentElement.dataset['mode'] === 'dark' ? 'dark' : 'light'))
  const [paging, setPaging] = useState<'item' | 'block' | 'whole'>('item')
  const [restarted, setRestarted] = useState<{ at: string; times: number } | null>(null)
  const [item, block] = [place?.item, place?.block]
  const at = item ?? block ?? ''
  // What is open in the editor leads, until somebody starts over in the preview itself.
  const isOver = restarted?.at === at
  const there: Record<string, string> = isOver ? {} : item !== undefined ? { item } : block !== undefined ? { block } : {}
  const query = new URLSearchParams({ lang: shown, look, paging, ...there, state: `${state}.${isOver ? restarted.times : 0}` })
  return (
    <section aria-label={say({ en: 'Preview on a phone', zh: '手机预览' })} className="max-w-[390px]">
      <div className="mb-2 flex flex-wrap items-center gap-1.5">
        <LanguageChoice value={shown} onChange={setShown} />
        <Button look="quiet" size="small" label={look === 'light' ? { en: 'Dark', zh: '深色' } : { en: 'Light', zh: '浅色' }} icon={look === 'light' ? <Moon size={15} aria-hidden /> : <Sun size={15} aria-hidden />} onClick={() => setLook(look === 'light' ? 'dark' : 'light')} />
        <Button look="quiet" size="small" label={{ en: 'From the beginning', zh: '从头开始' }} icon={<RotateCcw size={15} aria-hidden />} onClick={() => setRestarted({ at, times: (restarted?.times ?? 0) + 1 })} />
        <NativeSelect
          label={say({ en: 'Pages', zh: '分页' })}
          value={paging}
          onChange={setPaging}
          className="ml-auto w-auto!"
          options={[
            { value: 'item', label: { en: 'One question a page', zh: '每页一题' } },
            { value: 'block', label: { en: 'One block a page', zh: '每页一个题组' } },
            { value: 'whole', label: { en: 'All on one page', zh: '全部一页' } },
          ]}
        />
      </div>
      {/* A page of this server under its own policy, which needs the cookie that says who looks. */}
      {/* oxlint-disable-next-line react/iframe-missing-sandbox */}
      <iframe title={say({ en: 'Survey page', zh: '问卷页面' })} src={`${path}?${query}`} className="block h-[min(42rem,74dvh)] w-full rounded-[1.25rem] border border-edge bg-card" />
      <p className="mt-1.5 text-[0.8125rem] text-mute">{say({ en: 'The survey page itself. Nothing you answer here is stored.', zh: '这就是受访者看到的页面。在此作答不会保存。' })}</p>
    </section>
  )
}

/** Where the preview of an instrument, or of one in the library, is found. */
export const previewPaths = {
  instrument: (org: string, id: string) => `/s/preview/${encodeURIComponent(org)}/instruments/${encodeURIComponent(id)}`,
  library: (org: string, key: string) => `/s/preview/${encodeURIComponent(org)}/library/${encodeURIComponent(key)}`,
}
