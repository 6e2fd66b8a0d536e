import { useState } from 'react'
import type { Text } from '@gap5/contract/language.ts'
import type { Attribute, Study } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { Card } from '../kit/Card.tsx'
import { Checkbox } from '../kit/Checkbox.tsx'
import { DateField } from '../kit/DateField.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { Select } from '../kit/Select.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm, type FormState } from '../kit/useForm.ts'
import { ProblemError } from '../problem.ts'
import { AttributeFields } from './AttributeFields.tsx'
import { attributesFrom, bothOf, isBlank, valuesFrom, type AttributeDraft } from './attributeDrafts.ts'
import { dayIn, endOfDay, startOfDay } from '@gap5/contract/days.ts'
import { maximumFaults } from './maximum.ts'
import { MaximumField } from './MaximumField.tsx'
import { pagingOptions } from './pagingOptions.ts'
import { withMine } from './editor/merged.ts'
import { seen, useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'
import { StudyHeader } from './StudyHeader.tsx'
import { attributeTypeWords } from './studyWords.ts'

/** What can still be changed about a study. Two people at once: the second is told, and keeps what was typed. */
export function StudySettingsPage() {
  const study = useStudy()
  // The form starts from the state that was read first; live counts coming in change nothing of what is typed.
  const [base, setBase] = useState(study)
  return (
    <>
      <StudyHeader page={{ en: 'Settings', zh: '设置' }} />
      <Settings base={base} newest={study} onNewest={setBase} />
    </>
  )
}

type Values = {
  title: Text
  subjectName: Text
  /** yyyy-mm-dd, or empty. */
  opens: string
  closes: string
  paging: Study['settings']['paging']
  offerHelp: boolean
  minimumN: number | null
  maximumResponses: number | null
  more: Record<string, string>
  added: AttributeDraft[]
}

function Settings({ base, newest, onNewest }: { base: Study; newest: Study; onNewest: (study: Study) => void }) {
  const { say } = useLanguage()
  const { organisation } = useOrganisation()
  const form = useSettings(base, onNewest)
  const takeOver = () => {
    form.setAll(withMine(valuesOf(base, organisation.timeZone), form.values, valuesOf(newest, organisation.timeZone)))
    onNewest(newest)
  }
  const isStale = newest.revision > base.revision && !form.busy
  return (
    <Form form={form} submitDisabledBecause={isStale && { en: 'Somebody changed the study meanwhile; take over the new state first.', zh: '该调查已被他人更改，请先采用最新内容。' }}>
      {isStale && (
        <Callout
          tone="caution"
          announce
          title={{ en: 'Somebody else changed this study meanwhile', zh: '该调查刚被他人更改' }}
          action={<Button onClick={takeOver}>{say({ en: 'Take over the new state', zh: '采用最新内容' })}</Button>}
        >
          {say({ en: 'What you typed stays; everything else will be as it is now.', zh: '您填写的内容会保留，其余部分更新为最新内容。' })}
        </Callout>
      )}
      <Card title={{ en: 'About', zh: '基本信息' }}>
        <div className="flex flex-col gap-5">
          <BilingualField label={{ en: 'Title of the study', zh: '调查标题' }} maxLength={200} {...form.field('title')} />
          <BilingualField
            label={{ en: 'Name in the questions', zh: '题目中的名称' }}
            name="subject.name"
            maxLength={200}
            value={form.values.subjectName}
            onValueChange={(name) => form.set('subjectName', name)}
          />
        </div>
      </Card>
      <Card title={{ en: 'Period and screen', zh: '时间与呈现' }}>
        <div className="grid gap-5 sm:grid-cols-2">
          <DateField label={{ en: 'First day', zh: '开始日期' }} hint={{ en: `Opens as it begins, in ${organisation.timeZone}. Before that the page says when.`, zh: `当天零点开放（${organisation.timeZone}），此前页面会说明开放时间。` }} optional {...form.field('opens')} />
          <DateField label={{ en: 'Last day', zh: '结束日期' }} hint={{ en: 'Open until it is over; who has begun may finish within half an hour.', zh: '开放至当天结束；已开始者可在半小时内完成。' }} optional {...form.field('closes')} />
          <Select label={{ en: 'On the screen', zh: '页面呈现' }} options={pagingOptions} {...form.field('paging')} />
          <NumberField
            label={{ en: 'Answers before a figure is shown', zh: '显示数字所需答卷数' }}
            hint={{
              en: `Below it a result says why there is no figure. Never fewer than the ${organisation.minimumN} of the organisation.`,
              zh: `不足时不显示数字，并说明原因。不会低于组织设定的 ${organisation.minimumN} 份。`,
            }}
            min={2}
            max={100}
            {...form.field('minimumN')}
          />
          <MaximumField {...form.field('maximumResponses')} />
          <Checkbox label={{ en: 'Offer help at the end', zh: '结束页提供帮助' }} {...form.toggle('offerHelp')} />
        </div>
      </Card>
      <Card
        title={{ en: 'Attributes', zh: '分组属性' }}
        description={base.publishedAt !== null ? { en: 'Those the study has stay, because answers carry them. Values and attributes can be added.', zh: '已有属性因答卷已使用而保留，可新增取值与属性。' } : undefined}
      >
        <div className="flex flex-col gap-4">
          {base.attributes.map((attribute) => (
            <PresentAttribute key={attribute.key} attribute={attribute} form={form} />
          ))}
          <AttributeFields value={form.values.added} onValueChange={(added) => form.set('added', added)} offset={base.attributes.length} />
        </div>
      </Card>
    </Form>
  )
}

function PresentAttribute({ attribute, form }: { attribute: Attribute; form: FormState<Values> }) {
  const { say } = useLanguage()
  const { more } = form.values
  return (
    <div className="grid gap-3 rounded-control border border-line p-4">
      <p className="text-ink">
        <span className="font-medium">{say(attribute.title)}</span> <code className="text-mute">{attribute.key}</code>
        <span className="text-mute"> · {say(attributeTypeWords[attribute.type])}</span>
      </p>
      {attribute.type === 'choice' && (
        <>
          <p className="text-body">{attribute.values.map(({ title }) => say(title)).join(say({ en: ', ', zh: '、' }))}</p>
          <TextArea
            label={{ en: 'Add values', zh: '新增取值' }}
            hint={{ en: 'One a line.', zh: '每行一个。' }}
            rows={2}
            optional
            value={more[attribute.key] ?? ''}
            onValueChange={(lines) => form.set('more', { ...more, [attribute.key]: lines })}
          />
        </>
      )}
    </div>
  )
}

function useSettings(base: Study, onSaved: (study: Study) => void): FormState<Values> {
  const { path } = useStudyPlace()
  const { organisation } = useOrganisation()
  const refresh = useRefreshStudy()
  const zone = organisation.timeZone
  const form = useForm<Values, Study>({
    initial: valuesOf(base, zone),
    draft: `study settings ${base.id} ${base.revision}`,
    send: async (values) => {
      try {
        return await api.patch<Study>(path, changeOf(base, values, zone), { headers: seen(base) })
      } catch (error) {
        if (error instanceof ProblemError && error.status === 409) await refresh()
        throw error
      }
    },
    sent: async (study) => {
      form.setAll(valuesOf(study, zone))
      onSaved(study)
      await refresh()
      notify({ title: { en: 'Saved', zh: '已保存' } })
    },
    check: ({ title, subjectName, minimumN, maximumResponses }) => ({
      ...(isBlank(title) && { title: { en: 'Give the study a title in at least one language.', zh: '请至少用一种语言填写调查标题。' } }),
      ...(isBlank(subjectName) && { 'subject.name': { en: 'Say who is judged.', zh: '请填写评价对象。' } }),
      ...(minimumN === null && { minimumN: { en: 'Enter a number from 2 to 100.', zh: '请输入 2 至 100 的数字。' } }),
      ...maximumFaults(maximumResponses),
    }),
  })
  return form
}

/** The form as it begins. */
function valuesOf(study: Study, zone: string): Values {
  return {
    title: study.title,
    subjectName: study.subject.name,
    opens: study.opensAt === null ? '' : dayIn(study.opensAt, zone),
    // The period ends with its last day.
    closes: study.closesAt === null ? '' : dayIn(new Date(Date.parse(study.closesAt) - 1).toISOString(), zone),
    paging: study.settings.paging,
    offerHelp: study.settings.offerHelp,
    minimumN: study.settings.minimumN,
    maximumResponses: study.settings.maximumResponses,
    more: {},
    added: [],
  }
}

function changeOf(base: Study, { title, subjectName, opens, closes, paging, offerHelp, minimumN, maximumResponses, more, added }: Values, zone: string) {
  const present = base.attributes.map((attribute) => ({
    ...attribute,
    values: [...attribute.values, ...valuesFrom(more[attribute.key] ?? '', attribute.values.map(({ value }) => value))],
  }))
  return {
    title: bothOf(title),
    subject: { ...base.subject, name: bothOf(subjectName) },
    opensAt: opens === '' ? null : startOfDay(opens, zone),
    closesAt: closes === '' ? null : endOfDay(closes, zone),
    settings: { ...base.settings, paging, offerHelp, minimumN: minimumN ?? base.settings.minimumN, maximumResponses },
    attributes: [...present, ...attributesFrom(added, base.attributes.map(({ key }) => key))],
  }
}
