import { useRef } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import type { Instrument, Study } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { valueOf } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Steps } from '../kit/Steps.tsx'
import { notify } from '../kit/Toast.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { useForm, type FormState } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { AboutFields } from './AboutFields.tsx'
import { AttributeFields } from './AttributeFields.tsx'
import { ChooseInstrument } from './ChooseInstrument.tsx'
import { instrumentsKey } from './instrumentsData.ts'
import { instrumentDraftOf, missingIn, steps, studyDraftOf, type NewStudy, type StepKey } from './newStudy.ts'
import { StudySummary } from './StudySummary.tsx'
import { seen, studiesKey } from './studiesData.ts'

const stepWords: Record<StepKey, Words> = {
  questionnaire: { en: 'Questionnaire', zh: '选择问卷' },
  attributes: { en: 'Attributes', zh: '分组属性' },
  about: { en: 'About whom', zh: '评价对象' },
  publish: { en: 'Publish', zh: '发布' },
}

const stepLeads: Record<StepKey, Words> = {
  questionnaire: { en: 'Choose what you ask. You can reword it later, as long as it is not published.', zh: '选择要问的内容；发布之前仍可修改措辞。' },
  attributes: {
    en: 'What will you want to compare? Each answer carries these. You can add more later, and need none to begin.',
    zh: '您希望按什么比较？每份答卷都会带上这些属性。之后可以再加，也可以先不设。',
  },
  about: { en: 'Say whom the answers are about, and how the questions are shown.', zh: '说明评价的是谁，以及题目如何呈现。' },
  publish: { en: 'Publishing fixes the questionnaire and gives you a link and a QR code at once.', zh: '发布后问卷内容固定，并立即得到链接与二维码。' },
}

/** From nothing to a link that can be shared, in four steps. What is typed survives reloading. */
export function NewStudyPage() {
  const { org } = useOrganisation()
  const form = useNewStudy()
  const { step } = form.values
  return (
    <>
      <PageHeader title={{ en: 'New study', zh: '新建调查' }} under={stepLeads[step]} back={{ to: paths.studies(org), label: { en: 'Studies', zh: '调查' } }} />
      <Steps
        label={{ en: 'Steps', zh: '步骤' }}
        steps={steps.map((key) => ({ key, label: stepWords[key] }))}
        current={step}
        onChange={(chosen) => form.set('step', chosen)}
      />
      <Card>
        <Form
          form={form}
          label={stepWords[step]}
          submitLabel={step === 'publish' ? { en: 'Publish and get the link', zh: '发布并获取链接' } : { en: 'Next', zh: '下一步' }}
          otherActions={<Back form={form} />}
        >
          {step === 'questionnaire' && <ChooseInstrument form={form} />}
          {step === 'attributes' && <AttributeFields value={form.values.attributes} onValueChange={(value) => form.set('attributes', value)} />}
          {step === 'about' && <AboutFields form={form} />}
          {step === 'publish' && <StudySummary values={form.values} />}
        </Form>
      </Card>
    </>
  )
}

function Back({ form }: { form: FormState<NewStudy> }) {
  const { say } = useLanguage()
  const before = steps[steps.indexOf(form.values.step) - 1]
  if (before === undefined) return null
  return <Button onClick={() => form.set('step', before)}>{say({ en: 'Back', zh: '上一步' })}</Button>
}

function useNewStudy(): FormState<NewStudy> {
  const { org, organisation } = useOrganisation()
  const { query } = useAddress()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const publish = usePublish()
  const [wanted, own] = [valueOf(query, 'library'), valueOf(query, 'own')]
  const form: FormState<NewStudy> = useForm<NewStudy, Study | null>({
    initial: {
      step: 'questionnaire',
      source: wanted !== null ? `library:${wanted}` : own !== null ? `own:${own}` : null,
      features: '',
      importance: true,
      attributes: [],
      title: { en: '', zh: '' },
      subjectKind: 'own',
      subjectName: organisation.name,
      paging: 'item',
      offerHelp: true,
      maximumResponses: null,
    },
    draft: `new study ${org} ${wanted ?? ''}`,
    check: missingIn,
    send: async (values) => (values.step === 'publish' ? publish(values) : null),
    sent: (study) => {
      if (study === null) return form.set('step', steps[steps.indexOf(form.values.step) + 1] ?? 'publish')
      void queries.invalidateQueries({ queryKey: studiesKey(org) })
      void queries.invalidateQueries({ queryKey: instrumentsKey(org) })
      notify({ title: { en: 'Published: here is your link', zh: '已发布，这是您的链接' } })
      void navigate({ href: paths.collecting(org, study.handle) })
    },
  })
  return form
}

/** Makes instrument and study, then publishes. What was made is kept for the next try, so that a retry makes nothing twice. */
function usePublish(): (values: NewStudy) => Promise<Study> {
  const { org } = useOrganisation()
  const made = useRef<{ instrument?: [string, string]; study?: [string, Study] }>({})
  return async (values) => {
    const source = instrumentDraftOf(values)
    const sourceKey = JSON.stringify(source)
    if (source !== null && made.current.instrument?.[0] !== sourceKey) {
      const { id } = await api.post<Instrument>(`/api/o/${org}/instruments`, source)
      made.current.instrument = [sourceKey, id]
    }
    const instrumentId = source === null ? (values.source ?? '').slice('own:'.length) : (made.current.instrument?.[1] ?? '')
    const draft = studyDraftOf(values, instrumentId)
    const studyKey = JSON.stringify(draft)
    if (made.current.study?.[0] !== studyKey) made.current.study = [studyKey, await api.post<Study>(`/api/o/${org}/studies`, draft)]
    const [, study] = made.current.study
    return api.post<Study>(`/api/o/${org}/studies/${study.handle}/publication`, undefined, { headers: seen(study) })
  }
}
