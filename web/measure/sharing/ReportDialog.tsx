import { useRef, useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Language } from '@gap5/contract/language.ts'
import { reportSections, sectionReadings, sectionTitles, usualSections, type ReportSection } from '@gap5/contract/measure/report-sections.ts'
import { startingMeasure } from '@gap5/contract/measure/starting-measure.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { addressed, valueOf, type Query } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { Combobox } from '../../kit/Combobox.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Progress } from '../../kit/Progress.tsx'
import { RadioGroup } from '../../kit/RadioGroup.tsx'
import { fileName, save } from '../../kit/save.ts'
import { Select } from '../../kit/Select.tsx'
import { notify } from '../../kit/Toast.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { sentenceOf } from '../../problem.ts'
import { offeredIn, offersQuery } from '../readings/readingsData.ts'
import { resultQuery, selectionIn } from '../results.ts'
import { narrowedTo } from '../sourceOf.ts'

/** Where the choices stand in the address, so that the same report can be made again from a bookmark. */
export const reportKey = 'report'
const sectionsKey = 'sections'

type ReportDialogProps = { study: string; query: Query; onClose: () => void }

/** What goes into the report, in which language; then the file, which can be waited for or left. */
export function ReportDialog({ study, query, onClose }: ReportDialogProps) {
  const { say, language: own } = useLanguage()
  const { org, may } = useOrganisation()
  const address = useAddress()
  const result = useQuery(resultQuery({ org, study }, selectionIn(query))).data
  const work = useRef<AbortController | null>(null)
  const [isMaking, setIsMaking] = useState(false)
  const language: Language = valueOf(address.query, reportKey) === 'zh' ? 'zh' : valueOf(address.query, reportKey) === 'en' ? 'en' : own
  const written = valueOf(address.query, sectionsKey)
  const offered = offeredIn(useQuery(offersQuery({ org, study })).data)
  const isGiven = (section: ReportSection) => sectionReadings[section]?.some((reading) => offered.has(reading)) ?? true
  const sections = written === null ? usualSections : reportSections.filter((section) => written.split(',').includes(section))
  const choose = (chosen: readonly ReportSection[]) => address.change({ [sectionsKey]: chosen.join(',') || 'none' })
  const attributes = result?.breakdowns.filter(({ values, type }) => values.length > 1 && type !== 'time') ?? []
  const by = attributes.find(({ key }) => key === valueOf(query, 'by'))?.key ?? attributes.find(({ type }) => type === 'unit')?.key ?? attributes[0]?.key
  const measure = result && (result.measures.find(({ key }) => key === valueOf(query, 'measure')) ?? startingMeasure(result))?.key
  const close = () => {
    work.current?.abort()
    onClose()
  }
  const make = async () => {
    work.current = new AbortController()
    setIsMaking(true)
    try {
      const asked = { ...selectionIn(query), language, sections: sections.join(','), by, measure }
      const pdf = await api.get<Blob>(addressed(`/api/o/${org}/studies/${study}/report.pdf`, asked), { signal: work.current.signal })
      save(fileName([result ? result.studyTitle[language] : study, language === 'zh' ? '报告' : 'Report'], 'pdf'), pdf)
      notify({ title: { en: 'The report is saved', zh: '报告已保存' } })
      onClose()
    } catch (error) {
      if (!work.current.signal.aborted) notify({ tone: 'bad', title: sentenceOf(error) })
    } finally {
      setIsMaking(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={close}
      title={{ en: 'Report as PDF', zh: 'PDF 报告' }}
      {...(result && { description: { en: `${narrowedTo(result, query).en} · n ${result.responses}`, zh: `${narrowedTo(result, query).zh} · n ${result.responses}` } })}
      actions={
        <Button look="primary" busy={isMaking} onClick={() => void make()} disabledBecause={sections.length === 0 && { en: 'Choose a section first.', zh: '请先选择章节。' }}>
          {say({ en: 'Make report', zh: '生成报告' })}
        </Button>
      }
    >
      <div className="grid gap-5">
        {isMaking && <Progress label={{ en: 'Setting the pages', zh: '正在排版' }} share={null} onCancel={() => work.current?.abort()} />}
        <RadioGroup
          label={{ en: 'Language', zh: '语言' }}
          value={language}
          onValueChange={(chosen: Language) => address.change({ [reportKey]: chosen })}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
        <fieldset className="grid gap-0.5 sm:grid-cols-2">
          <legend className="mb-1 font-medium text-ink">{say({ en: 'Sections', zh: '章节' })}</legend>
          {reportSections
            .filter((section) => (section !== 'words' || may('verbatims:read')) && isGiven(section))
            .map((section) => (
              <Checkbox
                key={section}
                label={sectionTitles[section]}
                checked={sections.includes(section)}
                onCheckedChange={(on) => choose(reportSections.filter((each) => (each === section ? on : sections.includes(each))))}
              />
            ))}
        </fieldset>
        {result && by !== undefined && sections.includes('comparison') && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Select label={{ en: 'Compared by', zh: '对比维度' }} value={by} onValueChange={(chosen) => address.change({ by: chosen })} options={attributes.map(({ key, title }) => ({ value: key, label: title }))} />
            <Combobox label={{ en: 'Figure', zh: '指标' }} value={measure ?? null} onValueChange={(chosen) => address.change({ measure: chosen })} options={result.measures.map(({ key, title }) => ({ value: key, label: title }))} />
          </div>
        )}
      </div>
    </Dialog>
  )
}
