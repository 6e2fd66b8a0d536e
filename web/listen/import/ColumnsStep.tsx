import { useMemo, useState } from 'react'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { TextField } from '../../kit/TextField.tsx'
import { BulkBar } from './BulkBar.tsx'
import { ColumnRow } from './ColumnRow.tsx'
import { NextBar } from './NextBar.tsx'
import { RecipeFile } from './RecipeFile.tsx'
import { confirm } from './recipe-edit.ts'
import type { EditedRecipe } from './useRecipe.ts'

type Filter = 'all' | 'uncertain' | 'ratings' | 'others' | 'left-out'

const filters = [
  { value: 'all', label: { en: 'All columns', zh: '全部列' } },
  { value: 'uncertain', label: { en: 'Uncertain only', zh: '仅不确定的' } },
  { value: 'ratings', label: { en: 'Ratings', zh: '评分' } },
  { value: 'others', label: { en: 'Others', zh: '其他' } },
  { value: 'left-out', label: { en: 'Left out', zh: '不导入的' } },
] as const satisfies readonly { value: Filter; label: { en: string; zh: string } }[]

/** What each column stands for: a guess, a sample, and the choice. */
export function ColumnsStep({ record, edited, onNext }: { record: ImportRecord; edited: EditedRecipe; onNext: () => void }) {
  const { say, figure } = useLanguage()
  const [filter, setFilter] = useState<Filter>('all')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const { recipe } = edited
  const shown = useMemo(() => recipe.columns.flatMap((column, index) => (fits(column, filter) && column.heading.toLowerCase().includes(search.trim().toLowerCase()) ? [index] : [])), [recipe, filter, search])
  const uncertain = recipe.columns.flatMap((column, index) => (column.uncertain ? [index] : []))
  const toggle = (index: number, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(index)
    else next.delete(index)
    setChosen(next)
  }
  return (
    <div className="flex flex-col gap-4">
      {record.recipeFrom === 'kept' && (
        <Callout title={{ en: 'The choices made for an earlier file with the same headings are used again.', zh: '已沿用此前相同表头文件的设置。' }} />
      )}
      {uncertain.length > 0 && (
        <Callout
          tone="caution"
          title={{ en: uncertain.length === 1 ? 'One guess deserves a look' : `${figure(uncertain.length)} guesses deserve a look`, zh: `有 ${figure(uncertain.length)} 项推测需要核对` }}
          action={<Button size="small" onClick={() => edited.change((before) => confirm(before, uncertain))}>{say({ en: 'They are right', zh: '均无误' })}</Button>}
        >
          {say({ en: 'They are marked below. Choose what is right, or say that the guess is.', zh: '已在下方标出。请选择正确的含义，或确认推测无误。' })}
        </Callout>
      )}
      <Card>
        <div className="mb-3 grid gap-3 sm:grid-cols-[14rem_1fr_auto] sm:items-end">
          <Select label={{ en: 'Show', zh: '显示' }} value={filter} onValueChange={setFilter} options={filters} />
          <TextField label={{ en: 'Find a heading', zh: '查找表头' }} type="search" value={search} onValueChange={setSearch} />
          <RecipeFile edited={edited} />
        </div>
        <BulkBar record={record} edited={edited} chosen={chosen} shown={shown} onChosen={setChosen} />
        <ul className="divide-y divide-hair border-t border-hair">
          {shown.map((index) => (
            <ColumnRow key={index} index={index} record={record} edited={edited} checked={chosen.has(index)} onChecked={(on) => toggle(index, on)} />
          ))}
        </ul>
        {shown.length === 0 && <p className="py-6 text-center text-mute">{say({ en: 'No column is like that.', zh: '没有符合条件的列。' })}</p>}
      </Card>
      {edited.failure && <Callout tone="bad" title={edited.failure} announce />}
      <NextBar onNext={onNext} busy={edited.saving === 'saving'} />
    </div>
  )
}

function fits({ use, uncertain }: EditedRecipe['recipe']['columns'][number], filter: Filter): boolean {
  if (filter === 'all') return true
  if (filter === 'uncertain') return uncertain === true
  if (filter === 'ratings') return use === 'rating' || use === 'points'
  return filter === 'left-out' ? use === 'ignore' : use !== 'rating' && use !== 'points' && use !== 'ignore'
}
