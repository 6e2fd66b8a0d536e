import { useState } from 'react'
import type { ImportRecord } from '@gap5/contract/listen/imports.ts'
import { Button } from '../../kit/Button.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { NativeSelect } from './NativeSelect.tsx'
import { setMeaning, setScale } from './recipe-edit.ts'
import { readScale, ScaleField } from './ScaleField.tsx'
import type { EditedRecipe } from './useRecipe.ts'
import { meanings, type Meaning } from './words.ts'

type Props = { record: ImportRecord; edited: EditedRecipe; chosen: ReadonlySet<number>; shown: readonly number[]; onChosen: (chosen: ReadonlySet<number>) => void }

/** Gives many columns one meaning or one scale at once. */
export function BulkBar({ record, edited, chosen, shown, onChosen }: Props) {
  const { say, figure } = useLanguage()
  const [meaning, setBulk] = useState<Meaning>('rating perception')
  const [scale, setScaleText] = useState('1–7')
  const indexes = [...chosen]
  const range = readScale(scale)
  const none = chosen.size === 0 && { en: 'Tick some columns first.', zh: '请先勾选列。' }
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2 pb-2">
      <Checkbox
        label={{ en: `${figure(chosen.size)} ticked`, zh: `已勾选 ${figure(chosen.size)} 列` }}
        checked={shown.length > 0 && shown.every((index) => chosen.has(index))}
        onCheckedChange={(on) => onChosen(on ? new Set([...chosen, ...shown]) : new Set())}
      />
      <div className="flex items-center gap-2">
        <NativeSelect label={say({ en: 'Meaning for the ticked columns', zh: '已勾选列的含义' })} value={meaning} options={meanings} onChange={setBulk} className="w-52!" />
        <Button size="small" disabledBecause={none} onClick={() => edited.change((before) => setMeaning(before, indexes, meaning, record.columns))}>
          {say({ en: 'Assign', zh: '设为' })}
        </Button>
      </div>
      <div className="flex items-center gap-2">
        <ScaleField label={say({ en: 'Scale for the ticked columns', zh: '已勾选列的量表' })} value={scale} onChange={setScaleText} />
        <Button
          size="small"
          disabledBecause={none || (range === null && { en: 'Write a scale as 1–7.', zh: '请按 1–7 的形式填写量表。' })}
          onClick={() => range && edited.change((before) => setScale(before, indexes, range.min, range.max))}
        >
          {say({ en: 'Set scale', zh: '设定量表' })}
        </Button>
      </div>
    </div>
  )
}
