import { Braces, Download, Link2, Printer, Table2 } from 'lucide-react'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { Button } from '../kit/Button.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Menu } from '../kit/Menu.tsx'
import { save } from '../kit/save.ts'
import { notify } from '../kit/Toast.tsx'
import { resultCsv } from './csv.ts'
import type { StudyPlace } from './results.ts'

/** Takes the page elsewhere: its address, a print, the figures as a table or as the API gives them. */
export function ExportMenu({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { say, language } = useLanguage()
  const name = `${place.study}-results`
  const copyLink = async () => {
    if (!navigator.clipboard) return void prompt(say({ en: 'Copy this:', zh: '请复制：' }), location.href)
    await navigator.clipboard.writeText(location.href)
    notify({ title: { en: 'Link copied. It shows the page as you narrowed it.', zh: '链接已复制，打开后即为当前筛选的页面。' } })
  }
  return (
    <Menu
      trigger={
        <Button icon={<Download size={15} aria-hidden />}>{say({ en: 'Share', zh: '分享' })}</Button>
      }
      entries={[
        { label: { en: 'Copy link to this view', zh: '复制当前页面链接' }, icon: <Link2 size={16} aria-hidden />, onSelect: () => void copyLink() },
        { label: { en: 'Print or save as PDF', zh: '打印或存为PDF' }, icon: <Printer size={16} aria-hidden />, onSelect: () => window.print() },
        { label: { en: 'Figures as a table (CSV)', zh: '数据表（CSV）' }, icon: <Table2 size={16} aria-hidden />, onSelect: () => save(`${name}.csv`, resultCsv(result, language), 'text/csv') },
        { label: { en: 'Whole result (JSON)', zh: '完整结果（JSON）' }, icon: <Braces size={16} aria-hidden />, onSelect: () => save(`${name}.json`, JSON.stringify(result, null, 2), 'application/json') },
      ]}
    />
  )
}
