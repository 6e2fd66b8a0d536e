import { Braces, Download, Table2 } from 'lucide-react'
import { csvOf } from '@gap5/contract/csv.ts'
import { gaps } from '@gap5/contract/measure/result-tables.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { Button } from '../kit/Button.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Menu } from '../kit/Menu.tsx'
import { save } from '../kit/save.ts'
import type { StudyPlace } from './results.ts'

/** Takes the figures elsewhere: as a table, or as the API gives them. */
export function ExportMenu({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { say, language } = useLanguage()
  const name = `${place.study}-results`
  return (
    <Menu
      trigger={
        <Button icon={<Download size={15} aria-hidden />}>{say({ en: 'Export', zh: '导出' })}</Button>
      }
      entries={[
        { label: { en: 'Figures as a table (CSV)', zh: '数据表（CSV）' }, icon: <Table2 size={16} aria-hidden />, onSelect: () => save(`${name}.csv`, csvOf(gaps(result, language).rows), 'text/csv') },
        { label: { en: 'Whole result (JSON)', zh: '完整结果（JSON）' }, icon: <Braces size={16} aria-hidden />, onSelect: () => save(`${name}.json`, JSON.stringify(result, null, 2), 'application/json') },
      ]}
    />
  )
}
