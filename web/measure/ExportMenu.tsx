import { Braces, Download, FileSpreadsheet, Table2, Users } from 'lucide-react'
import { csvOf } from '@gap5/contract/csv.ts'
import { gaps } from '@gap5/contract/measure/result-tables.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../access/me.ts'
import { addressed, valueOf } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { useGuest } from '../kit/guest.ts'
import { useLanguage } from '../kit/language.tsx'
import { Menu, type MenuEntry } from '../kit/Menu.tsx'
import { fileName, save } from '../kit/save.ts'
import { useAddress } from '../kit/useAddress.ts'
import { comparisonChoice } from './ComparisonCard.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { exportPath, saveFrom } from './exporting.ts'
import { selectionIn, type StudyPlace } from './results.ts'

/** Takes a study elsewhere: its figures as tables, or the answers themselves for other programs. */
export function ExportMenu({ place, result }: { place: StudyPlace; result: StudyResult }) {
  const { say, language } = useLanguage()
  const { may } = useOrganisation()
  const { query, change } = useAddress()
  const isGuest = useGuest() !== null
  const named = (ending: string) => fileName([say(result.studyTitle), say({ en: 'results', zh: '结果' })], ending)
  const { attribute, measure } = comparisonChoice(result, query)
  const compared = attribute && measure ? { by: attribute.key, measure: measure.key } : {}
  const workbook = addressed(exportPath(place, 'results/workbook'), { ...selectionIn(query), ...compared, language })
  const entries: MenuEntry[] = [
    { heading: { en: 'Figures', zh: '结果数据' } },
    ...(isGuest ? [] : [{ label: { en: 'All tables (Excel)', zh: '全部数据表（Excel）' }, icon: <FileSpreadsheet size={16} aria-hidden />, onSelect: () => saveFrom(workbook) }]),
    { label: { en: 'Levels and gaps (CSV)', zh: '水平与差距（CSV）' }, icon: <Table2 size={16} aria-hidden />, onSelect: () => save(named('csv'), csvOf(gaps(result, language).rows), 'text/csv') },
    { label: { en: 'Whole result (JSON)', zh: '完整结果（JSON）' }, icon: <Braces size={16} aria-hidden />, onSelect: () => save(named('json'), JSON.stringify(result, null, 2), 'application/json') },
  ]
  const answers: MenuEntry[] = [
    'line',
    { heading: { en: 'Answers', zh: '答卷' } },
    {
      label: { en: 'For Excel, SPSS or R…', zh: '用于 Excel、SPSS 或 R…' },
      hint: { en: 'One row a response, with a codebook', zh: '一行一份答卷，附变量表' },
      icon: <Users size={16} aria-hidden />,
      disabledBecause: !may('answers:export') && { en: 'Researchers, managers and owners may', zh: '研究员、经理与所有者可用' },
      onSelect: () => change({ export: 'answers' }),
    },
  ]
  return (
    <>
      <Menu
        trigger={<Button icon={<Download size={15} aria-hidden />}>{say({ en: 'Export', zh: '导出' })}</Button>}
        entries={isGuest ? entries : [...entries, ...answers]}
      />
      {!isGuest && valueOf(query, 'export') === 'answers' && may('answers:export') && (
        <ExportDialog place={place} result={result} onClose={() => change({ export: null })} />
      )}
    </>
  )
}
