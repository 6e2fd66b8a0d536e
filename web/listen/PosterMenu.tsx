import { Printer } from 'lucide-react'
import type { PosterFormat } from '@gap5/contract/listen/studies.ts'
import { Button } from '../kit/Button.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { Menu } from '../kit/Menu.tsx'
import { useStudyPlace } from './studiesData.ts'

const formats: { format: PosterFormat; label: Words }[] = [
  { format: 'a4', label: { en: 'A4 poster', zh: 'A4 海报' } },
  { format: 'a5', label: { en: 'A5 card', zh: 'A5 卡片' } },
  { format: 'tent', label: { en: 'Table stand (A4, folded)', zh: '桌卡（A4 对折）' } },
]

/** The code on paper, ready to print, in both languages. */
export function PosterMenu({ collectorId, query }: { collectorId: string; query: string }) {
  const { say } = useLanguage()
  const { path } = useStudyPlace()
  const open = (format: PosterFormat) => window.open(`${path}/collectors/${collectorId}/posters/${format}${query}`, '_blank', 'noopener')
  return (
    <Menu
      trigger={<Button icon={<Printer size={15} aria-hidden />}>{say({ en: 'Print', zh: '打印海报' })}</Button>}
      entries={formats.map(({ format, label }) => ({ label, onSelect: () => void open(format) }))}
    />
  )
}
