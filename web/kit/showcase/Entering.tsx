import { useState } from 'react'
import type { Text } from '@gap5/contract/language.ts'
import { BilingualField } from '../BilingualField.tsx'
import { Card } from '../Card.tsx'
import { Checkbox } from '../Checkbox.tsx'
import { Combobox } from '../Combobox.tsx'
import { DateField } from '../DateField.tsx'
import { FileDrop } from '../FileDrop.tsx'
import { Form } from '../Form.tsx'
import { NumberField } from '../NumberField.tsx'
import { RadioGroup } from '../RadioGroup.tsx'
import { Select } from '../Select.tsx'
import { Steps } from '../Steps.tsx'
import { Switch } from '../Switch.tsx'
import { TextArea } from '../TextArea.tsx'
import { TextField } from '../TextField.tsx'
import { notify } from '../Toast.tsx'
import { useForm } from '../useForm.ts'
import { ProblemError } from '../../problem.ts'
import { Sample } from './Sample.tsx'

type Paging = 'item' | 'block' | 'whole'
type Values = {
  title: Text
  handle: string
  note: string
  minimumN: number | null
  instrument: string | null
  zone: string | null
  paging: Paging | null
  opens: string
  offerHelp: boolean
  live: boolean
}
const empty: Values = {
  title: { en: '', zh: '' },
  handle: '',
  note: '',
  minimumN: 10,
  instrument: 'rater',
  zone: null,
  paging: 'item',
  opens: '',
  offerHelp: true,
  live: true,
}

/** Refuses as the server would, so that the way of a problem to its field can be seen. */
async function refuse(): Promise<never> {
  throw new ProblemError({
    status: 422,
    code: 'request.invalid',
    text: { en: 'Some values do not fit.', zh: '有些内容不符合要求。' },
    fields: [
      { path: 'title.zh', row: null, text: { en: 'a title in Chinese', zh: '请填写中文标题' } },
      {
        path: 'handle',
        row: null,
        text: { en: 'small letters, digits and hyphens', zh: '只能使用小写字母、数字和连字符' },
      },
    ],
  })
}

export function Entering() {
  const form = useForm({ initial: empty, send: refuse, draft: 'kit' })
  return (
    <Card
      title={{ en: 'Form and fields', zh: '表单与字段' }}
      description={{
        en: 'Saving here always fails, to show how problems find their fields. What is typed survives a reload.',
        zh: '此处保存总会失败，用于展示问题如何对应到字段。输入的内容在刷新后仍会保留。',
      }}
    >
      <Form form={form} label={{ en: 'Sample form', zh: '示例表单' }} className="max-w-3xl">
        <BilingualField
          label={{ en: 'Title', zh: '标题' }}
          hint={{ en: 'Customers see it on top of the survey.', zh: '顾客会在问卷顶部看到它。' }}
          maxLength={120}
          {...form.field('title')}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            label={{ en: 'Short name', zh: '短名称' }}
            hint={{ en: 'Stands in the address.', zh: '用于网址。' }}
            {...form.field('handle')}
          />
          <Combobox
            label={{ en: 'Time zone', zh: '时区' }}
            hint={{ en: 'Days begin and end in it.', zh: '日期按此时区划分。' }}
            options={zones}
            {...form.field('zone')}
          />
          <Select label={{ en: 'Questionnaire', zh: '问卷' }} options={instruments} {...form.field('instrument')} />
          <NumberField
            label={{ en: 'Smallest n shown', zh: '最小显示 n' }}
            min={2}
            max={100}
            unit={{ en: 'answers', zh: '份' }}
            {...form.field('minimumN')}
          />
          <DateField label={{ en: 'Opens', zh: '开始日期' }} optional {...form.field('opens')} />
          <TextField
            label={{ en: 'Cannot be changed', zh: '不可更改' }}
            value="RATER 1.0"
            onValueChange={() => {}}
            disabled
          />
        </div>
        <RadioGroup look="cards" label={{ en: 'Pages', zh: '分页' }} options={pagings} {...form.field('paging')} />
        <TextArea label={{ en: 'Note', zh: '备注' }} optional maxLength={200} rows={2} {...form.field('note')} />
        <div className="flex flex-col gap-2">
          <Checkbox
            label={{ en: 'Offer help on the last page', zh: '在最后一页提供帮助' }}
            hint={{ en: 'Records a statement with contact.', zh: '记录留言与联系方式。' }}
            {...form.toggle('offerHelp')}
          />
          <Switch label={{ en: 'Show new answers live', zh: '实时显示新答案' }} {...form.toggle('live')} />
        </div>
      </Form>
    </Card>
  )
}

export function Uploading() {
  const [step, setStep] = useState<'file' | 'columns' | 'check' | 'done'>('columns')
  return (
    <Sample title={{ en: 'Steps and files', zh: '步骤与文件' }}>
      <Steps
        label={{ en: 'Import', zh: '导入' }}
        current={step}
        onChange={setStep}
        steps={[
          { key: 'file', label: { en: 'File', zh: '文件' } },
          { key: 'columns', label: { en: 'Columns', zh: '列' } },
          { key: 'check', label: { en: 'Check', zh: '检查' } },
          { key: 'done', label: { en: 'Done', zh: '完成' } },
        ]}
      />
      <FileDrop
        label={{ en: 'Drop a survey file here', zh: '将调查文件拖到此处' }}
        hint={{ en: 'CSV or XLSX, up to 200 MB', zh: 'CSV 或 XLSX，最大 200 MB' }}
        accept=".csv,.tsv,.txt,.xlsx"
        maxBytes={200 * 1_048_576}
        onFile={(file) => notify({ title: file.name })}
      />
    </Sample>
  )
}

const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'Europe/Berlin', 'Europe/London', 'America/New_York'].map((value) => ({
  value,
  label: value,
}))
const instruments = [
  {
    value: 'rater',
    label: { en: 'RATER, three columns', zh: 'RATER 三栏' },
    hint: { en: '22 items, scale 1–9', zh: '22 题，1–9 分' },
  },
  {
    value: 'servperf',
    label: { en: 'Perception only', zh: '仅感知' },
    hint: { en: '22 items, scale 1–7', zh: '22 题，1–7 分' },
  },
  { value: 'pulse', label: { en: 'Pulse', zh: '脉搏调查' }, hint: { en: '3 items', zh: '3 题' } },
]
const pagings: { value: Paging; label: Text; hint: Text }[] = [
  {
    value: 'item',
    label: { en: 'One item a page', zh: '一题一页' },
    hint: { en: 'Best on a phone.', zh: '最适合手机。' },
  },
  { value: 'block', label: { en: 'One block a page', zh: '一组一页' }, hint: { en: 'Fewer pages.', zh: '页数更少。' } },
]
