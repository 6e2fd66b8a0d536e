import { useNavigate } from '@tanstack/react-router'
import { endOfDay, startOfDay } from '@gap5/contract/days.ts'
import type { Text } from '@gap5/contract/language.ts'
import type { Study } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Checkbox } from '../kit/Checkbox.tsx'
import { DateField } from '../kit/DateField.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { RadioGroup } from '../kit/RadioGroup.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { paths } from '../paths.ts'
import { bothOf, isBlank } from './attributeDrafts.ts'
import { useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'

/** The same study another time. */
export function NewWave({ onClose }: { onClose: () => void }) {
  const { org, path } = useStudyPlace()
  const { organisation } = useOrganisation()
  const study = useStudy()
  const navigate = useNavigate()
  const refresh = useRefreshStudy()
  const zone = organisation.timeZone
  const next = (study.wave ?? 1) + 1
  const form = useForm({
    initial: { title: nextTitle(study.title, next), opens: '', closes: '', instrument: 'same' as 'same' | 'newest', publish: true },
    send: ({ title, opens, closes, instrument, publish }) =>
      api.post<Study>(`${path}/waves`, { title: bothOf(title), opensAt: opens === '' ? null : startOfDay(opens, zone), closesAt: closes === '' ? null : endOfDay(closes, zone), instrument, publish }),
    sent: async (wave) => {
      await refresh()
      await navigate({ href: paths.study(org, wave.handle) })
      notify({ title: { en: `Wave ${wave.wave} is ready`, zh: `第 ${wave.wave} 轮已就绪` } })
      onClose()
    },
    check: ({ title }) => ({ ...(isBlank(title) && { title: { en: 'Give it a title in at least one language.', zh: '请至少用一种语言填写标题。' } }) }),
  })
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'Next wave', zh: '新一轮调查' }} description={{ en: 'Attributes, quotas and ways of collecting come along; people do not. Printed codes of this wave lead to the next one once this one is over.', zh: '沿用分组属性、配额与收集渠道，收件人不带入。本轮结束后，已印制的二维码会自动指向新一轮。' }}>
      <Form form={form} submitLabel={{ en: 'Make the wave', zh: '建立新一轮' }}>
        <BilingualField label={{ en: 'Title', zh: '标题' }} maxLength={200} {...form.field('title')} />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField label={{ en: 'First day', zh: '开始日期' }} hint={{ en: `In ${zone}. Empty: at once.`, zh: `时区 ${zone}，留空则立即开始。` }} optional {...form.field('opens')} name="opensAt" />
          <DateField label={{ en: 'Last day', zh: '结束日期' }} optional {...form.field('closes')} name="closesAt" />
        </div>
        <RadioGroup
          label={{ en: 'Questionnaire', zh: '问卷' }}
          options={[
            { value: 'same', label: { en: `Version ${study.instrumentVersion}, as in this wave: results compare`, zh: `沿用第 ${study.instrumentVersion} 版，结果可比` } },
            { value: 'newest', label: { en: 'The newest version', zh: '使用最新版本' } },
          ]}
          {...form.field('instrument')}
        />
        <Checkbox label={{ en: 'Publish at once', zh: '立即发布' }} {...form.toggle('publish')} />
      </Form>
    </Dialog>
  )
}

/** "After-service · wave 2" → "After-service · wave 3" */
function nextTitle({ en, zh }: Text, wave: number): Text {
  return { en: `${en.replace(/ · wave \d+$/, '')} · wave ${wave}`, zh: `${zh.replace(/ · 第 \d+ 轮$/, '')} · 第 ${wave} 轮` }
}
