import { Plus, Trash2 } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { counted } from '@gap5/contract/language.ts'
import type { Attribute } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { BilingualField } from '../kit/BilingualField.tsx'
import { Button } from '../kit/Button.tsx'
import { Checkbox } from '../kit/Checkbox.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { Select } from '../kit/Select.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { unitsQuery } from '../people/unitsData.ts'
import { paths } from '../paths.ts'
import { emptyAttribute, type AttributeDraft } from './attributeDrafts.ts'
import { attributeTypeWords } from './studyWords.ts'

const suggestions: { label: { en: string; zh: string }; draft: AttributeDraft }[] = [
  { label: { en: 'Branch', zh: '分支机构' }, draft: { ...emptyAttribute, title: { en: 'Branch', zh: '分支机构' }, type: 'unit' } },
  {
    label: { en: 'Touchpoint', zh: '接触点' },
    draft: { ...emptyAttribute, title: { en: 'Touchpoint', zh: '接触点' }, lines: 'Phone | 电话\nVisit | 上门\nCounter | 门店\nOnline | 线上' },
  },
  {
    label: { en: 'Customer segment', zh: '客户群' },
    draft: { ...emptyAttribute, title: { en: 'Segment', zh: '客户群' }, lines: 'Key account | 重点客户\nRegular | 一般客户' },
  },
]

type Props = { value: AttributeDraft[]; onValueChange: (value: AttributeDraft[]) => void; offset?: number }

/** What results will be broken down by. `offset` counts the attributes that are there already, for problems to find their field. */
export function AttributeFields({ value, onValueChange, offset = 0 }: Props) {
  const { say } = useLanguage()
  const change = (index: number, part: Partial<AttributeDraft>) => onValueChange(value.map((each, at) => (at === index ? { ...each, ...part } : each)))
  const add = (draft: AttributeDraft) => onValueChange([...value, draft])
  return (
    <div className="flex flex-col gap-4">
      {value.map((attribute, index) => (
        <AttributeField
          // Attributes have no identity before they are saved; they are only added at the end and removed.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          name={`attributes.${offset + index}`}
          value={attribute}
          onChange={(part) => change(index, part)}
          onRemove={() => onValueChange(value.filter((_, at) => at !== index))}
        />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        {suggestions.map(({ label, draft }) => (
          <Button key={label.en} size="small" icon={<Plus size={14} aria-hidden />} onClick={() => add(draft)}>
            {say(label)}
          </Button>
        ))}
        <Button size="small" icon={<Plus size={14} aria-hidden />} onClick={() => add(emptyAttribute)}>
          {say({ en: 'Another attribute', zh: '其他属性' })}
        </Button>
      </div>
    </div>
  )
}

type FieldProps = { name: string; value: AttributeDraft; onChange: (part: Partial<AttributeDraft>) => void; onRemove: () => void }

function AttributeField({ name, value, onChange, onRemove }: FieldProps) {
  const { say } = useLanguage()
  const types = Object.entries(attributeTypeWords) as [Attribute['type'], (typeof attributeTypeWords)['unit']][]
  return (
    <div data-field={name} className="grid gap-4 rounded-control border border-line p-4">
      <BilingualField label={{ en: 'Attribute', zh: '属性' }} name={`${name}.title`} value={value.title} onValueChange={(title) => onChange({ title })} maxLength={200} />
      <Select label={{ en: 'Kind', zh: '类型' }} value={value.type} onValueChange={(type) => onChange({ type })} options={types.map(([type, label]) => ({ value: type, label }))} />
      {value.type === 'unit' && <UnitHint />}
      {value.type === 'choice' && (
        <TextArea
          label={{ en: 'Values', zh: '取值' }}
          name={`${name}.values`}
          hint={{ en: 'One a line. For both languages: Phone | 电话', zh: '每行一个。如需中英文：电话 | Phone' }}
          value={value.lines}
          onValueChange={(lines) => onChange({ lines })}
          maxLength={20_000}
        />
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Checkbox
          label={{ en: 'May be set by the link', zh: '可由链接设定' }}
          hint={{ en: 'So that each branch or channel gets a link of its own.', zh: '这样每个机构或渠道可以有专属链接。' }}
          checked={value.settableByLink}
          onCheckedChange={(settableByLink) => onChange({ settableByLink })}
        />
        <Button look="quiet" size="small" icon={<Trash2 size={15} aria-hidden />} onClick={onRemove}>
          {say({ en: 'Remove', zh: '移除' })}
        </Button>
      </div>
    </div>
  )
}

function UnitHint() {
  const { say, figure } = useLanguage()
  const { org } = useOrganisation()
  const units = useQuery(unitsQuery(org)).data
  if (units === undefined) return null
  if (units.length > 0) {
    return (
      <p className="text-mute">
        {say({ en: `Its values are your ${counted(units.length, 'unit', 'units')}.`, zh: `取值为您的 ${figure(units.length)} 个分支机构与部门。` })}
      </p>
    )
  }
  return (
    <p className="text-mute">
      {say({ en: 'No branches yet. ', zh: '还没有机构。' })}
      <Link to={paths.units(org)}>{say({ en: 'Add them in the settings', zh: '请在设置中添加' })}</Link>
      {say({ en: '; what you typed here is kept.', zh: '，此处已填内容会保留。' })}
    </p>
  )
}
