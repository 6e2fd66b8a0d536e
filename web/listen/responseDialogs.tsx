import { marks as allMarks, type Mark } from '@gap5/contract/listen/answers.ts'
import { variables, type Definition } from '@gap5/contract/listen/instrument.ts'
import { markWords } from '@gap5/contract/listen/mark-words.ts'
import type { ResponseDetail } from '@gap5/contract/listen/responses.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { ErasureDialog } from '../access/ErasureDialog.tsx'
import { api } from '../api.ts'
import { Checkbox } from '../kit/Checkbox.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { Select } from '../kit/Select.tsx'
import { TextField } from '../kit/TextField.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { useStudyPlace } from './studiesData.ts'

type Props = { response: ResponseDetail; onClose: () => void }

const reasonNeeded: { reason: Words } = { reason: { en: 'Say why, for whoever looks at it later.', zh: '请说明原因，便于日后查看。' } }

/** Puts one rating right; the old answer stays readable. */
export function CorrectDialog({ response, definition, onClose }: Props & { definition: Definition }) {
  const { say } = useLanguage()
  const { path } = useStudyPlace()
  const asked = variables(definition)
  const titles = new Map(definition.blocks.flatMap((block) => block.items.map((item) => [item.key, item.text])))
  const form = useForm({
    initial: { variable: '', value: null as number | null, reason: '' },
    send: ({ variable, value, reason }) => api.post(`${path}/responses/${response.id}/revisions`, { ratings: { [variable]: value }, reason }),
    sent: () => {
      onClose()
      notify({ title: { en: 'Corrected', zh: '已更正' } })
    },
    check: ({ variable, reason }) => ({
      ...(variable === '' && { variable: { en: 'Choose what to correct.', zh: '请选择要更正的题目。' } }),
      ...(reason.trim() === '' && reasonNeeded),
    }),
  })
  const chosen = asked.find(({ key }) => key === form.values.variable)
  const before = response.answers.ratings[form.values.variable]
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'Correct an answer', zh: '更正答案' }} description={{ en: 'A new revision; nothing is overwritten.', zh: '将新增一次更正，不会覆盖原始内容。' }}>
      <Form form={form} submitLabel={{ en: 'Correct', zh: '更正' }}>
        <Select
          label={{ en: 'Answer', zh: '题目' }}
          name="variable"
          value={form.values.variable === '' ? null : form.values.variable}
          onValueChange={(variable) => {
            const given = response.answers.ratings[variable]
            form.setAll({ ...form.values, variable, value: typeof given === 'number' ? given : null })
          }}
          options={asked.map(({ key, item, role }) => ({
            value: key,
            label: { en: `${titles.get(item)?.en ?? item} · ${roleWords[role].en}`, zh: `${titles.get(item)?.zh ?? item} · ${roleWords[role].zh}` },
          }))}
        />
        {chosen && (
          <NumberField
            label={{ en: `Right answer, ${chosen.min} to ${chosen.max}`, zh: `正确答案，${chosen.min} 至 ${chosen.max}` }}
            hint={{ en: `Now: ${before ?? 'blank'}. Empty takes the answer away.`, zh: `当前：${before ?? '未答'}。留空表示去掉该答案。` }}
            min={chosen.min}
            max={chosen.max}
            {...form.field('value')}
          />
        )}
        <TextField label={{ en: 'Reason', zh: '原因' }} maxLength={500} {...form.field('reason')} />
      </Form>
      <p className="mt-3 text-mute">{say({ en: 'Words of customers are not corrected; they can be erased with the person.', zh: '顾客原话不能更正，只能随个人信息清除。' })}</p>
    </Dialog>
  )
}

/** Sets and takes off quality marks. Marked answers stay; results can leave them out. */
export function MarksDialog({ response, onClose }: Props) {
  const { path } = useStudyPlace()
  const form = useForm({
    initial: { marks: response.marks, reason: '' },
    send: (values) => api.post(`${path}/responses/${response.id}/revisions`, values),
    sent: () => {
      onClose()
      notify({ title: { en: 'Marks changed', zh: '标记已修改' } })
    },
    check: ({ reason }) => (reason.trim() === '' ? reasonNeeded : {}),
  })
  const toggle = (mark: Mark, on: boolean) => form.set('marks', allMarks.filter((each) => (each === mark ? on : form.values.marks.includes(each))))
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'Quality marks', zh: '质量标记' }} description={{ en: 'A mark deletes nothing: results can leave marked answers out.', zh: '标记不会删除任何内容；查看结果时可选择排除。' }}>
      <Form form={form}>
        <div className="flex flex-col">
          {allMarks.map((mark) => (
            <Checkbox key={mark} label={markWords[mark]} checked={form.values.marks.includes(mark)} onCheckedChange={(on) => toggle(mark, on)} />
          ))}
        </div>
        <TextField label={{ en: 'Reason', zh: '原因' }} maxLength={500} {...form.field('reason')} />
      </Form>
    </Dialog>
  )
}

/** Erases words, contact, the raw entry and the name on a link; scores stay. */
export function EraseDialog({ response, onClose }: Props) {
  const { path } = useStudyPlace()
  return (
    <ErasureDialog
      title={{ en: 'Erase the person behind this answer?', zh: '清除这份答卷的个人信息？' }}
      erase={(reason) => api.post(`${path}/responses/${response.id}/erasure`, { reason })}
      onClose={onClose}
    >
      {{
        en: 'Words, contact, the raw entry, attributes of free text and the name on a personal link go for good. The scores stay and count as before.',
        zh: '原话、联系方式、原始记录、自由文字属性以及个人链接上的名称将被永久删除；评分保留，统计不变。',
      }}
    </ErasureDialog>
  )
}
