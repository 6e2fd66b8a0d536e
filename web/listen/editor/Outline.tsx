import type { KeyboardEvent } from 'react'
import { Plus } from 'lucide-react'
import type { Definition } from '@gap5/contract/listen/instrument.ts'
import { Button } from '../../kit/Button.tsx'
import { classes } from '../../kit/classes.ts'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { useEditing } from './editing.ts'
import { addBlock, moveBlock } from './edits.ts'
import { blockTitle } from './names.ts'

const parts = [
  { value: 'about', label: { en: 'Title and welcome', zh: '标题与欢迎语' } },
  { value: 'dimensions', label: { en: 'Dimensions', zh: '维度' } },
  { value: 'scales', label: { en: 'Scales', zh: '量表' } },
] as const satisfies { value: string; label: Words }[]

/** What the questionnaire consists of; blocks can be put in another order here. */
export function Outline({ definition, chosen, isPart }: { definition: Definition; chosen: string; isPart: boolean }) {
  const { say, figure } = useLanguage()
  const { editor, go, warnings } = useEditing()
  const count = (key: string) => warnings.filter(({ place }) => ('part' in place ? place.part === key : place.block === key)).length
  const add = () => {
    const made = addBlock(definition)
    editor.edit(() => made.definition)
    go({ block: made.key })
  }
  const isFull = definition.blocks.length >= 40 && { en: 'At most 40 blocks', zh: '最多 40 个题组' }
  const moveBy = (event: KeyboardEvent, key: string) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0 || !event.altKey) return
    event.preventDefault()
    editor.edit(moveBlock(key, by))
  }
  const link = (value: string, label: Words, selected: boolean, onSelect: () => void, detail?: string) => (
    <button
      type="button"
      aria-current={selected ? 'true' : undefined}
      onClick={onSelect}
      className={classes('flex min-w-0 flex-1 items-baseline justify-between gap-2 rounded-md px-2.5 py-1.5 text-left', selected ? 'bg-accent-soft font-semibold text-accent' : 'text-body hover:bg-sunken hover:text-ink')}
    >
      <span className="min-w-0 truncate">{say(label)}</span>
      <span className="flex shrink-0 items-baseline gap-1.5 text-xs font-normal text-mute">
        {count(value) > 0 && <span className="rounded-full bg-warn-soft px-1.5 font-semibold text-warn" title={say({ en: 'Warnings here', zh: '此处的提示' })}>{count(value)}</span>}
        {detail}
      </span>
    </button>
  )
  return (
    <nav aria-label={say({ en: 'Parts of the questionnaire', zh: '问卷的组成' })}>
      <div className="flex gap-2 xl:hidden">
        <NativeSelect
          label={say({ en: 'Part', zh: '部分' })}
          value={isPart ? `part ${chosen}` : `block ${chosen}`}
          options={[
            ...parts.map(({ value, label }) => ({ value: `part ${value}`, label })),
            ...definition.blocks.map((block, place) => ({ value: `block ${block.key}`, label: blockTitle(block, place) })),
          ]}
          onChange={(value) => {
            const [kind, key = ''] = value.split(' ')
            go(kind === 'part' ? { part: key } : { block: key })
          }}
          className="h-10!"
        />
        <Button icon={<Plus size={15} aria-hidden />} disabledBecause={isFull} onClick={add}>
          {say({ en: 'Block', zh: '题组' })}
        </Button>
      </div>
      <div className="hidden xl:block">
        <ul className="mb-3 grid grid-cols-[minmax(0,1fr)] gap-px">
          {parts.map(({ value, label }) => (
            <li key={value} className="flex">
              {link(value, label, isPart && chosen === value, () => go({ part: value }), value === 'dimensions' ? figure(definition.dimensions.length) : value === 'scales' ? figure(Object.keys(definition.scales).length) : undefined)}
            </li>
          ))}
        </ul>
        <p className="px-2.5 pb-1 text-xs text-mute">{say({ en: 'Blocks of questions', zh: '题组' })}</p>
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-px">
          {definition.blocks.map((block, place) => (
            // Alt with an arrow moves the block from its entry; the menu of the block does it too.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
            <li key={block.key} className="flex min-w-0" onKeyDown={(event) => moveBy(event, block.key)}>
              {link(block.key, blockTitle(block, place), !isPart && chosen === block.key, () => go({ block: block.key }), figure(block.items.length))}
            </li>
          ))}
        </ol>
        <Button look="quiet" size="small" className="mt-1.5" icon={<Plus size={15} aria-hidden />} disabledBecause={isFull} onClick={add}>
          {say({ en: 'Add a block', zh: '添加题组' })}
        </Button>
      </div>
    </nav>
  )
}
