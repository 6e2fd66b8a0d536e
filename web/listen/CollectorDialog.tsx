import type { Collector } from '@gap5/contract/listen/studies.ts'
import { api } from '../api.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { RadioGroup } from '../kit/RadioGroup.tsx'
import { TextField } from '../kit/TextField.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { useLanguage } from '../kit/language.tsx'
import { AttributeValues } from './LinkValues.tsx'
import { useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'
import { collectorWords } from './studyWords.ts'

type Kind = Exclude<Collector['kind'], 'import' | 'email'>

const kinds = [
  { value: 'open', label: collectorWords.open, hint: { en: 'One link for everybody: messages, web site, receipts.', zh: '所有人共用一个链接：消息、网站、单据。' } },
  { value: 'qr', label: collectorWords.qr, hint: { en: 'A link of its own for a place: counter, vehicle, door.', zh: '某一地点的专属链接：柜台、车辆、门口。' } },
  { value: 'kiosk', label: collectorWords.kiosk, hint: { en: 'A device for everybody: goes back to the start by itself.', zh: '共用设备：填完自动返回开始页。' } },
  { value: 'embed', label: collectorWords.embed, hint: { en: 'The survey within your website.', zh: '将问卷嵌入您的网站。' } },
  { value: 'personal', label: collectorWords.personal, hint: { en: 'One link a person, which answers once.', zh: '每人一个链接，只能作答一次。' } },
  { value: 'api', label: collectorWords.api, hint: { en: 'Your programs send answers.', zh: '由您的程序提交答卷。' } },
] satisfies { value: Kind; label: object; hint: object }[]

/** Opens another way into the study, with the attribute values its answers carry. */
export function CollectorDialog({ onClose }: { onClose: () => void }) {
  const { path } = useStudyPlace()
  const { say } = useLanguage()
  const { attributes } = useStudy()
  const refresh = useRefreshStudy()
  const form = useForm({
    initial: { kind: 'open' as Kind, title: '', attributes: {} as Record<string, string> },
    send: ({ attributes, ...values }) =>
      api.post<Collector>(`${path}/collectors`, { ...values, title: values.title.trim(), attributes: filled(attributes) }),
    sent: async ({ title }) => {
      onClose()
      await refresh()
      notify({ title: { en: `${title} is ready`, zh: `“${title}”已就绪` } })
    },
    check: ({ title }) => ({ ...(title.trim() === '' && { title: { en: 'Give it a name you recognise.', zh: '请填写便于识别的名称。' } }) }),
  })
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'Another way to answer', zh: '新增收集渠道' }}>
      <Form form={form} submitLabel={{ en: 'Make it', zh: '生成' }}>
        <RadioGroup label={{ en: 'Kind', zh: '类型' }} look="cards" options={kinds} {...form.field('kind')} />
        <TextField label={{ en: 'Name', zh: '名称' }} hint={{ en: 'For you: “Counter North”, “April invoices”.', zh: '供您识别，如“北区柜台”“四月账单”。' }} maxLength={200} {...form.field('title')} />
        {attributes.length > 0 && (
          <fieldset>
            <legend className="mb-1.5 text-sm font-medium text-ink">{say({ en: 'Its answers always carry', zh: '该渠道的答卷固定带有' })}</legend>
            <AttributeValues attributes={attributes} values={form.values.attributes} onChange={(key, value) => form.set('attributes', { ...form.values.attributes, [key]: value })} />
          </fieldset>
        )}
      </Form>
    </Dialog>
  )
}

export function filled(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
}
