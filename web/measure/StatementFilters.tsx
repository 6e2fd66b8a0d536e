import { useState } from 'react'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { valueOf } from '../kit/address.ts'
import { Combobox } from '../kit/Combobox.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { Select } from '../kit/Select.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { useTextItems } from './useTextItems.ts'

const all = 'all'

/** Words, kind, question, language, and the person's own score; all of it stands in the address. */
export function StatementFilters({ result }: { result: StudyResult }) {
  const { query, change } = useAddress()
  const items = useTextItems()
  const pick = (key: string) => ({ value: valueOf(query, key) ?? all, onValueChange: (chosen: string) => change({ [key]: chosen === all ? null : chosen }) })
  const measure = valueOf(query, 'measure')
  return (
    <search className="unprinted mb-4 grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <Search key={valueOf(query, 'search')} />
      <Select
        label={{ en: 'Kind', zh: '类型' }}
        {...pick('kind')}
        options={[
          { value: all, label: { en: 'Everything said', zh: '全部' } },
          { value: 'verbatim', label: { en: 'Answers in words', zh: '文字回答' } },
          { value: 'help', label: { en: 'Asked for help', zh: '请求帮助' } },
        ]}
      />
      {items.length > 1 && <Select label={{ en: 'Question', zh: '题目' }} {...pick('item')} options={[{ value: all, label: { en: 'All questions', zh: '全部题目' } }, ...items.map(({ key, text }) => ({ value: key, label: text }))]} />}
      <Select
        label={{ en: 'Language', zh: '语言' }}
        {...pick('language')}
        options={[
          { value: all, label: { en: 'All languages', zh: '全部语言' } },
          { value: 'zh', label: { en: 'Chinese', zh: '中文' } },
          { value: 'en', label: { en: 'English', zh: '英文' } },
        ]}
      />
      {result.measures.length > 0 && (
        <Combobox
          label={{ en: 'Score of the person', zh: '本人得分' }}
          value={measure ?? all}
          onValueChange={(chosen) => change(chosen === null || chosen === all ? { measure: null, low: null, high: null, order: null } : { measure: chosen })}
          options={[{ value: all, label: { en: 'Not looked at', zh: '不限' } }, ...result.measures.map(({ key, title }) => ({ value: key, label: title }))]}
        />
      )}
      {measure !== null && (
        <>
          <Bound name="low" label={{ en: 'At least', zh: '不低于' }} />
          <Bound name="high" label={{ en: 'At most', zh: '不高于' }} />
          <Select
            label={{ en: 'Order', zh: '排序' }}
            value={valueOf(query, 'order') ?? 'newest'}
            onValueChange={(order) => change({ order: order === 'newest' ? null : order })}
            options={[
              { value: 'newest', label: { en: 'Newest first', zh: '最新在前' } },
              { value: 'lowest', label: { en: 'Lowest score first', zh: '得分低的在前' } },
              { value: 'highest', label: { en: 'Highest score first', zh: '得分高的在前' } },
            ]}
          />
        </>
      )}
    </search>
  )
}

function Search() {
  const { query, change } = useAddress()
  const [typed, setTyped] = useState(valueOf(query, 'search') ?? '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        change({ search: typed.trim() || null })
      }}
    >
      <TextField label={{ en: 'Search', zh: '搜索' }} type="search" placeholder={{ en: 'Words, then Enter', zh: '输入词语，回车搜索' }} maxLength={200} value={typed} onValueChange={setTyped} />
    </form>
  )
}

function Bound({ name, label }: { name: 'low' | 'high'; label: { en: string; zh: string } }) {
  const { query, change } = useAddress()
  const value = valueOf(query, name)
  return <NumberField label={label} value={value === null || Number.isNaN(Number(value)) ? null : Number(value)} step={0.5} onValueChange={(bound) => change({ [name]: bound === null ? null : String(bound) })} />
}
