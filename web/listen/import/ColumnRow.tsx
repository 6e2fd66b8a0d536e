import { memo, useState } from 'react'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import type { ColumnProfile, RecipeColumn } from '@gap5/contract/listen/recipe.ts'
import { classes } from '../../kit/classes.ts'
import { controlClasses } from '../../kit/Field.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { NativeSelect } from './NativeSelect.tsx'
import { meaningOf, setColumn, setItem, setMeaning, setScale } from './recipe-edit.ts'
import { readScale, ScaleField } from './ScaleField.tsx'
import type { EditedRecipe } from './useRecipe.ts'
import { kindWords, meanings, typeWords } from './words.ts'

type Props = { index: number; record: ImportRecord; edited: EditedRecipe; checked: boolean; onChecked: (checked: boolean) => void }

/** One column: heading and samples at the left, what it stands for at the right. */
export function ColumnRow({ index, record, edited, checked, onChecked }: Props) {
  const { say } = useLanguage()
  const column = edited.recipe.columns[index]!
  const profile = record.columns[index]
  const name = column.heading || say({ en: `Column ${index + 1}`, zh: `第 ${index + 1} 列` })
  const remarks = column.uncertain || column.use === 'ignore' ? record.remarks.filter((remark) => remark.index === index) : []
  return (
    <li className={classes('grid gap-x-4 gap-y-2 py-2.5 md:grid-cols-[minmax(0,1fr)_13rem_19rem]', column.use === 'ignore' && 'text-mute')}>
      <div className="flex min-w-0 gap-2.5">
        <input type="checkbox" className="mt-1 size-4 shrink-0 accent-(--color-accent) pointer-coarse:size-6" checked={checked} onChange={(event) => onChecked(event.target.checked)} aria-label={say({ en: `Tick ${name}`, zh: `勾选 ${name}` })} />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 font-medium text-ink">
            <span className="break-words">{name}</span>
            {column.uncertain && <Tag tone="warn">{say({ en: 'Uncertain', zh: '不确定' })}</Tag>}
          </p>
          {profile?.wording && <p className="text-[0.8125rem] break-words text-body">{profile.wording}</p>}
          {profile && <Sample profile={profile} />}
          {remarks.map((remark) => (
            <p key={say(remark.text)} className="text-[0.8125rem] text-warn">
              {say(remark.text)}
            </p>
          ))}
        </div>
      </div>
      <NativeSelect
        label={say({ en: `Meaning of ${name}`, zh: `${name} 的含义` })}
        value={meaningOf(column)}
        options={meanings}
        onChange={(meaning) => edited.change((before) => setMeaning(before, [index], meaning, record.columns))}
      />
      <Details index={index} column={column} name={name} edited={edited} />
    </li>
  )
}

const Sample = memo(function Sample({ profile }: { profile: ColumnProfile }) {
  const { say, figure } = useLanguage()
  const range = profile.min === null || profile.max === null || profile.kind === 'category' ? '' : ` ${profile.min}–${profile.max}`
  const blank = profile.blank > 0 ? say({ en: `, ${figure(profile.blank)} blank`, zh: `，${figure(profile.blank)} 个空白` }) : ''
  return (
    <p className="truncate text-[0.8125rem] text-mute">
      {say(kindWords[profile.kind])}
      {range}
      {blank}
      {profile.samples.length > 0 && `: ${profile.samples.join(' · ')}`}
    </p>
  )
})

/** What else has to be known of a column, by its use. */
function Details({ index, column, name, edited }: { index: number; column: RecipeColumn; name: string; edited: EditedRecipe }) {
  const { say } = useLanguage()
  if (column.use === 'rating') return <RatingDetails index={index} column={column} name={name} edited={edited} />
  if (column.use === 'attribute') {
    return (
      <NativeSelect
        label={say({ en: `Type of ${name}`, zh: `${name} 的类型` })}
        value={column.type}
        options={Object.entries(typeWords).map(([value, label]) => ({ value: value as typeof column.type, label }))}
        onChange={(type) => edited.change((before) => setColumn(before, index, { type }))}
      />
    )
  }
  if (column.use === 'points') {
    return (
      <NativeSelect
        label={say({ en: `Dimension that gets the points of ${name}`, zh: `${name} 的分值所属维度` })}
        value={column.dimension}
        options={edited.recipe.dimensions.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(dimension) => edited.change((before) => setColumn(before, index, { dimension }))}
      />
    )
  }
  if (column.use === 'submittedAt') {
    return (
      <NativeSelect
        label={say({ en: `Order of day and month in ${name}`, zh: `${name} 的日月顺序` })}
        value={column.order}
        options={dateOrders}
        onChange={(order) => edited.change((before) => setColumn(before, index, { order }))}
      />
    )
  }
  return <span />
}

const dateOrders = [
  { value: 'ymd', label: { en: 'Year first', zh: '年在前' } },
  { value: 'dmy', label: { en: 'Day, month, year', zh: '日、月、年' } },
  { value: 'mdy', label: { en: 'Month, day, year', zh: '月、日、年' } },
] as const

function RatingDetails({ index, column, name, edited }: { index: number; column: Extract<RecipeColumn, { use: 'rating' }>; name: string; edited: EditedRecipe }) {
  const { say } = useLanguage()
  const written = `${column.min}–${column.max}`
  const [scale, setText] = useState(written)
  const [seen, setSeen] = useState(written)
  if (seen !== written) {
    setSeen(written)
    setText(written)
  }
  const [item, setItemText] = useState<string | null>(null)
  const list = `items-${index}`
  const changeScale = (text: string) => {
    setText(text)
    const range = readScale(text)
    if (range) edited.change((before) => setScale(before, [index], range.min, range.max))
  }
  const leave = () => {
    if (item !== null && item.trim() !== '') edited.change((before) => setItem(before, index, item.trim()))
    setItemText(null)
  }
  return (
    <div className="flex gap-2">
      <input
        aria-label={say({ en: `Item of ${name}`, zh: `${name} 所属题项` })}
        list={list}
        value={item ?? column.item}
        onChange={(event) => setItemText(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        className={classes(controlClasses, 'h-8 px-2! pointer-coarse:h-11')}
      />
      <datalist id={list}>
        {item !== null && edited.recipe.items.map(({ key, text }) => <option key={key} value={key}>{say(text)}</option>)}
      </datalist>
      <ScaleField label={say({ en: `Scale of ${name}`, zh: `${name} 的量表` })} value={scale} onChange={changeScale} />
    </div>
  )
}
