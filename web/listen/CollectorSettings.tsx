import type { CollectorLink } from '@gap5/contract/listen/studies.ts'
import { dayIn, endOfDay, startOfDay } from '@gap5/contract/days.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { DateField } from '../kit/DateField.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { TextField } from '../kit/TextField.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { originsFrom } from './embedding.ts'
import { useRefreshStudy, useStudyPlace } from './studiesData.ts'

/** What a way of collecting is called, when it is open, and what its kind needs to know. */
export function CollectorSettings({ collector, onClose }: { collector: CollectorLink; onClose: () => void }) {
  const { path } = useStudyPlace()
  const { organisation } = useOrganisation()
  const refresh = useRefreshStudy()
  const zone = organisation.timeZone
  const { settings } = collector
  const form = useForm({
    initial: {
      title: collector.title,
      opens: collector.opensAt === null ? '' : dayIn(collector.opensAt, zone),
      closes: collector.expiresAt === null ? '' : dayIn(new Date(Date.parse(collector.expiresAt) - 1).toISOString(), zone),
      thanksSeconds: settings.thanksSeconds as number | null,
      idleSeconds: settings.idleSeconds as number | null,
      origins: settings.origins.join('\n'),
    },
    send: ({ title, opens, closes, thanksSeconds, idleSeconds, origins }) =>
      api.patch(`${path}/collectors/${collector.id}`, {
        title: title.trim(),
        opensAt: opens === '' ? null : startOfDay(opens, zone),
        expiresAt: closes === '' ? null : endOfDay(closes, zone),
        settings: { thanksSeconds, idleSeconds, origins: originsFrom(origins) },
      }),
    sent: async () => {
      onClose()
      await refresh()
      notify({ title: { en: 'Saved', zh: '已保存' } })
    },
    check: ({ title, thanksSeconds, idleSeconds }) => ({
      ...(title.trim() === '' && { title: { en: 'Give it a name you recognise.', zh: '请填写便于识别的名称。' } }),
      ...(thanksSeconds === null && { 'settings.thanksSeconds': { en: 'Enter a number from 3 to 120.', zh: '请输入 3 至 120 的数字。' } }),
      ...(idleSeconds === null && { 'settings.idleSeconds': { en: 'Enter a number from 15 to 900.', zh: '请输入 15 至 900 的数字。' } }),
    }),
  })
  return (
    <Dialog open onOpenChange={onClose} title={collector.title}>
      <Form form={form}>
        <TextField label={{ en: 'Name', zh: '名称' }} maxLength={200} {...form.field('title')} />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateField label={{ en: 'First day', zh: '开始日期' }} hint={{ en: `In ${zone}, within the period of the study.`, zh: `时区 ${zone}，须在调查期间之内。` }} optional {...form.field('opens')} name="opensAt" />
          <DateField label={{ en: 'Last day', zh: '结束日期' }} hint={{ en: 'Open until it is over.', zh: '开放至当天结束。' }} optional {...form.field('closes')} name="expiresAt" />
        </div>
        {collector.kind === 'kiosk' && (
          <div className="grid gap-4 sm:grid-cols-2">
            <NumberField label={{ en: 'Thanks are shown for', zh: '致谢页停留' }} min={3} max={120} unit={{ en: 'seconds', zh: '秒' }} {...form.field('thanksSeconds')} name="settings.thanksSeconds" />
            <NumberField label={{ en: 'Without a touch, back to the start after', zh: '无操作返回开始页' }} hint={{ en: 'Asks first whether somebody is still there.', zh: '返回前会先询问是否仍在填写。' }} min={15} max={900} unit={{ en: 'seconds', zh: '秒' }} {...form.field('idleSeconds')} name="settings.idleSeconds" />
          </div>
        )}
        {collector.kind === 'embed' && (
          <TextArea
            label={{ en: 'Websites that may show it', zh: '允许嵌入的网站' }}
            hint={{ en: 'One origin a line, like https://www.example.com. Nobody else can frame the survey.', zh: '每行一个来源，如 https://www.example.com。其他网站无法嵌入。' }}
            rows={3}
            {...form.field('origins')}
            name="settings.origins"
          />
        )}
      </Form>
    </Dialog>
  )
}
