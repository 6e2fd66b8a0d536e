import { useQueryClient } from '@tanstack/react-query'
import { unitKinds, type Unit } from '@gap5/contract/people/units.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { RadioGroup } from '../kit/RadioGroup.tsx'
import { Select } from '../kit/Select.tsx'
import { TextField } from '../kit/TextField.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { treeOf, withinOf } from './tree.ts'
import { unitKindTitles, unitsQuery } from './unitsData.ts'

type Props = { units: readonly Unit[]; unit: Unit | null; parentId: string | null; onClose: () => void }

/** Adds a unit, or changes and moves one. */
export function UnitDialog({ units, unit, parentId, onClose }: Props) {
  const form = useUnitForm({ unit, parentId, onClose })
  return (
    <Dialog open onOpenChange={onClose} title={unit ? { en: `Edit ${unit.title.en}`, zh: `编辑“${unit.title.zh}”` } : { en: 'Add unit', zh: '添加机构' }}>
      <Form form={form} submitLabel={unit ? { en: 'Save', zh: '保存' } : { en: 'Add unit', zh: '添加机构' }}>
        <BilingualField label={{ en: 'Name', zh: '名称' }} maxLength={200} {...form.field('title')} />
        <TextField
          label={{ en: 'Code', zh: '编码' }}
          hint={{ en: 'Short and unique: letters of any script, digits, hyphen, dot, underscore. Stands in survey links and import files.', zh: '简短且不重复：任意文字的字母、数字、连字符、点、下划线。用于问卷链接和导入文件。' }}
          maxLength={60}
          {...form.field('code')}
        />
        <RadioGroup label={{ en: 'Kind', zh: '类型' }} options={unitKinds.map((kind) => ({ value: kind, label: unitKindTitles[kind] }))} {...form.field('kind')} />
        <Parent units={units} unit={unit} {...form.field('parentId')} />
      </Form>
    </Dialog>
  )
}

function useUnitForm({ unit, parentId, onClose }: Omit<Props, 'units'>) {
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const { title, code, kind } = unit ?? { title: { en: '', zh: '' }, code: '', kind: 'branch' as Unit['kind'] }
  return useForm({
    initial: { title, code, kind, parentId },
    send: ({ title, ...rest }) => {
      const draft = { ...rest, title: { en: title.en.trim() || title.zh, zh: title.zh.trim() || title.en } }
      return unit ? api.put<Unit>(`/api/o/${org}/units/${unit.id}`, draft) : api.post<Unit>(`/api/o/${org}/units`, draft)
    },
    sent: async ({ title }) => {
      onClose()
      await queries.invalidateQueries({ queryKey: unitsQuery(org).queryKey })
      notify({ title: unit ? { en: `${title.en} is saved`, zh: `“${title.zh}”已保存` } : { en: `${title.en} is added`, zh: `已添加“${title.zh}”` } })
    },
    check: ({ title, code }) => ({
      ...(title.en.trim() === '' && title.zh.trim() === '' && { title: { en: 'Enter a name in at least one language.', zh: '请至少用一种语言填写名称。' } }),
      ...(!/^[\p{L}\p{N}._-]+$/u.test(code.trim()) && { code: { en: 'Enter a code of letters and digits, without spaces.', zh: '请输入由文字和数字组成、不含空格的编码。' } }),
    }),
  })
}

const top = 'top'

function Parent({ units, unit, name, value, onValueChange }: { units: readonly Unit[]; unit: Unit | null; name: string; value: string | null; onValueChange: (value: string | null) => void }) {
  const closed = unit ? withinOf(units, unit.id) : new Set<string>()
  const open = treeOf(units).filter((branch) => !closed.has(branch.unit.id))
  const indent = (depth: number) => '\u2003'.repeat(depth)
  return (
    <Select
      label={{ en: 'Stands below', zh: '上级机构' }}
      name={name}
      value={value ?? top}
      onValueChange={(chosen) => onValueChange(chosen === top ? null : chosen)}
      options={[
        { value: top, label: { en: 'No other unit', zh: '无上级' } },
        ...open.map(({ unit, depth }) => ({ value: unit.id, label: { en: indent(depth) + unit.title.en, zh: indent(depth) + unit.title.zh } })),
      ]}
    />
  )
}
