import { useState } from 'react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ImportRecord, ImportTarget } from '@gap5/contract/listen/imports.ts'
import type { Text } from '@gap5/contract/language.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { BilingualField } from '../../kit/BilingualField.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { Combobox } from '../../kit/Combobox.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { RadioGroup } from '../../kit/RadioGroup.tsx'
import { sentenceOf } from '../../problem.ts'
import { subjectName } from '../subjectName.ts'
import { importPath, importQuery, instrumentChoicesQuery, studyChoicesQuery } from './importsData.ts'
import { NextBar } from './NextBar.tsx'
import type { EditedRecipe } from './useRecipe.ts'

const made = 'made'

/** Where the answers go, and the start. */
export function StudyStep({ org, record, edited }: { org: string; record: ImportRecord; edited: EditedRecipe }) {
  const { say } = useLanguage()
  const queries = useQueryClient()
  const ourName = useOrganisation().organisation.name
  const { studies } = useSuspenseQuery(studyChoicesQuery(org)).data
  const instruments = useSuspenseQuery(instrumentChoicesQuery(org)).data
  const { target } = record
  const [kind, setKind] = useState<'new' | 'study'>(target?.kind ?? 'new')
  const [studyId, setStudyId] = useState<string | null>(target?.kind === 'study' ? target.studyId : null)
  const [title, setTitle] = useState<Text>(target?.kind === 'new' ? target.title : record.recipe.title)
  const [own, setOwn] = useState<'own' | 'competitor'>(target?.kind === 'new' ? target.subject.kind : 'own')
  const [provider, setProvider] = useState<Text>(target?.kind === 'new' ? target.subject.name : ourName)
  const [instrument, setInstrument] = useState<string>((target?.kind === 'new' && target.instrumentId) || made)
  const [repeats, setRepeats] = useState(record.repeats === 'keep')
  const [leftOut, setLeftOut] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Words | null>(null)
  const choose = (chosen: 'own' | 'competitor') => {
    setOwn(chosen)
    setProvider((name) => subjectName(chosen, name, ourName))
  }
  const aim = aimFrom({ kind, studyId, title, own, provider, instrumentId: instrument === made ? null : instrument })

  /** A study that is there lends the columns its items, which may need another look before the start. */
  const aimAt = async (): Promise<ImportRecord | null> => {
    if (aim === null || !(await edited.flush())) return null
    const aimed = await api.put<ImportRecord>(importPath(org, record.id, '/target'), { target: aim, repeats: repeats ? 'keep' : 'skip' })
    queries.setQueryData(importQuery(org, record.id).queryKey, aimed)
    return aimed
  }
  const start = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const aimed = await aimAt()
      if (aimed === null || aimed.obstacles.length > 0) return
      const lost = newlyLeftOut(record, aimed)
      setLeftOut(lost)
      if (lost.length > 0) return
      const started = await api.post<ImportRecord>(importPath(org, record.id, '/run'))
      queries.setQueryData(importQuery(org, record.id).queryKey, started)
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      <Card title={{ en: 'Where do the answers go?', zh: '答卷归入哪项调查？' }}>
        <div className="flex flex-col gap-5">
          <RadioGroup
            label={{ en: 'Study', zh: '调查' }}
            value={kind}
            onValueChange={setKind}
            options={[
              { value: 'new', label: { en: 'A new study', zh: '新建调查' }, hint: { en: 'Its questionnaire is made from the columns, or one that is there is used.', zh: '问卷由各列生成，或使用已有问卷。' } },
              { value: 'study', label: { en: 'A study that is there', zh: '已有调查' }, hint: { en: 'Columns are matched to its items by key and wording.', zh: '按键和措辞将各列与其题项对应。' } },
            ]}
          />
          {kind === 'study' ? (
            <Combobox label={{ en: 'Which study', zh: '选择调查' }} value={studyId} onValueChange={setStudyId} options={studies.map(({ id, title }) => ({ value: id, label: title }))} />
          ) : (
            <>
              <BilingualField label={{ en: 'Title of the study', zh: '调查名称' }} value={title} onValueChange={setTitle} maxLength={200} />
              <RadioGroup
                label={{ en: 'It is about', zh: '调查对象' }}
                value={own}
                onValueChange={choose}
                options={[
                  { value: 'own', label: { en: 'our own service', zh: '本组织的服务' } },
                  { value: 'competitor', label: { en: 'a competitor', zh: '竞争对手' } },
                ]}
              />
              <BilingualField label={{ en: 'Name of the provider', zh: '服务提供方名称' }} value={provider} onValueChange={setProvider} maxLength={200} />
              <Combobox
                label={{ en: 'Questionnaire', zh: '问卷' }}
                value={instrument}
                onValueChange={(value) => setInstrument(value ?? made)}
                options={[{ value: made, label: { en: 'Made from this file', zh: '由此文件生成' } }, ...instruments.map(({ id, definition }) => ({ value: id, label: definition.title }))]}
              />
            </>
          )}
          <Checkbox
            label={{ en: 'Take rows that were imported before as new answers', zh: '将曾经导入过的行作为新答卷' }}
            hint={{ en: 'Otherwise rows with a known key, or without a key the same content in the same row, are recognised and left out.', zh: '否则，主键相同的行，或无主键时行号与内容都相同的行，会被识别并跳过。' }}
            checked={repeats}
            onCheckedChange={setRepeats}
          />
        </div>
      </Card>
      {record.target !== null && record.obstacles.length > 0 && (
        <Callout tone="bad" title={{ en: 'It cannot start yet', zh: '尚不能开始' }} announce>
          <ul className="list-disc pl-5">
            {record.obstacles.slice(0, 12).map((obstacle) => (
              <li key={obstacle.en}>{say(obstacle)}</li>
            ))}
          </ul>
        </Callout>
      )}
      {leftOut.length > 0 && (
        <Callout tone="caution" title={{ en: 'What is asked there does not hold these columns; they stay out', zh: '目标问卷中没有与以下各列对应的题项，将不导入' }} announce>
          <p>{say({ en: leftOut.join(', '), zh: leftOut.join('、') })}</p>
          <p className="mt-1">{say({ en: 'Start again to import without them, or go back to the columns and say which item each one is.', zh: '再次点击“开始导入”即不含这些列；也可返回“列”一步，指明各列对应的题项。' })}</p>
        </Callout>
      )}
      {failure && <Callout tone="bad" title={failure} announce />}
      {edited.failure && <Callout tone="bad" title={edited.failure} announce />}
      <NextBar onNext={() => void start()} busy={busy} label={{ en: 'Start the import', zh: '开始导入' }} disabledBecause={aim === null && incomplete(kind)} />
    </div>
  )
}

/** Headings of the columns that were to be imported until their target was known. */
function newlyLeftOut(before: ImportRecord, aimed: ImportRecord): string[] {
  return aimed.recipe.columns.flatMap(({ use, heading }, index) => (use === 'ignore' && before.recipe.columns[index]?.use !== 'ignore' ? [heading] : []))
}

function incomplete(kind: 'new' | 'study'): Words {
  return kind === 'study'
    ? { en: 'Choose the study first.', zh: '请先选择调查。' }
    : { en: 'Enter the title of the study and the name of the provider.', zh: '请填写调查名称和服务提供方名称。' }
}

type Entered = { kind: 'new' | 'study'; studyId: string | null; title: Text; own: 'own' | 'competitor'; provider: Text; instrumentId: string | null }

function aimFrom({ kind, studyId, title, own, provider, instrumentId }: Entered): ImportTarget | null {
  if (kind === 'study') return studyId === null ? null : { kind, studyId }
  const [whole, name] = [bothFilled(title), bothFilled(provider)]
  return whole && name ? { kind, title: whole, subject: { kind: own, name }, instrumentId } : null
}

/** A text in one language serves for both. */
function bothFilled({ en, zh }: Text): Text | null {
  const [english, chinese] = [en.trim() || zh.trim(), zh.trim() || en.trim()]
  return english === '' ? null : { en: english, zh: chinese }
}
