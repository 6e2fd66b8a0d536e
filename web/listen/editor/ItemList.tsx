import { memo, useCallback, useEffect, useMemo, useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react'
import { ChevronDown, ChevronUp, Copy, GripVertical, SlidersHorizontal, Trash2 } from 'lucide-react'
import type { Warning } from '@gap5/contract/listen/warnings/warning.ts'
import type { Block, Dimension, Item } from '@gap5/contract/listen/instrument.ts'
import { Button } from '../../kit/Button.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { classes } from '../../kit/classes.ts'
import { useLanguage } from '../../kit/language.tsx'
import { Tag } from '../../kit/Tag.tsx'
import { NativeSelect } from '../import/NativeSelect.tsx'
import { useEditing, type Editing } from './editing.ts'
import { changeItem, duplicateItem, moveItem, moveItemTo, removeItem } from './edits.ts'
import { ItemDetails } from './ItemDetails.tsx'
import { either, kindWords } from './names.ts'
import { TwoTexts } from './TwoTexts.tsx'
import { WarningNotes } from './WarningNotes.tsx'

/** The questions of a block in order: dragged by their handles, moved by buttons, or with Alt and the arrow keys. */
export function ItemList({ block }: { block: Block }) {
  const { say } = useLanguage()
  const { editor, warnings, item: open, go } = useEditing()
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const { edit } = editor

  // Rows are drawn anew only when their own question changes, so what they call must stay the same function.
  const now = useRef({ block, blocks: editor.definition.blocks, say, go })
  useEffect(() => {
    now.current = { block, blocks: editor.definition.blocks, say, go }
  })
  const move = useCallback(
    (key: string, by: -1 | 1) => {
      const { block: here, blocks, say: told, go: open } = now.current
      const place = here.items.findIndex((item) => item.key === key) + by
      edit(moveItem(key, by))
      if (place >= 0 && place < here.items.length) {
        setSaid(told({ en: `Moved to place ${place + 1} of ${here.items.length}`, zh: `已移到第 ${place + 1} 位，共 ${here.items.length} 题` }))
        requestAnimationFrame(() => document.getElementById(`handle-${key}`)?.focus())
        return
      }
      const next = blocks[blocks.findIndex((one) => one.key === here.key) + by]
      if (next) open({ block: next.key, item: key })
    },
    [edit],
  )
  const openItem = useCallback((blockKey: string, item: string | null) => now.current.go({ block: blockKey, item }), [])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    if (dragged !== null && over !== null) {
      const from = block.items.findIndex((item) => item.key === dragged)
      edit(moveItemTo(dragged, block.key, over > from ? over - 1 : over))
    }
    setDragged(null)
    setOver(null)
  }
  const byItem = useMemo(() => Map.groupBy(warnings, ({ place }) => ('item' in place ? place.item : '')), [warnings])
  return (
    <>
      <p className="sr-only" role="status">{said}</p>
      {/* Dragging is one way of three; the others are buttons and keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        {block.items.map((item, place) => (
          <Row
            key={item.key}
            item={item}
            place={place}
            isTop={place === 0 && editor.definition.blocks[0]?.key === block.key}
            isBottom={place === block.items.length - 1 && editor.definition.blocks.at(-1)?.key === block.key}
            blockKey={block.key}
            dimensions={editor.definition.dimensions}
            warnings={byItem.get(item.key) ?? none}
            edit={edit}
            setDismissed={editor.setDismissed}
            open={openItem}
            move={move}
            drag={setDragged}
            dragOver={setOver}
            dragging={dragged === item.key ? 'this' : dragged === null ? null : over === place ? 'before' : over === block.items.length && place === block.items.length - 1 ? 'after' : null}
            details={open === item.key ? <ItemDetails block={block} item={item} /> : null}
          />
        ))}
      </ol>
    </>
  )
}

const none: Warning[] = []

type RowProps = {
  item: Item
  place: number
  /** It cannot go further up, or down. */
  isTop: boolean
  isBottom: boolean
  blockKey: string
  dimensions: readonly Dimension[]
  warnings: Warning[]
  edit: Editing['editor']['edit']
  setDismissed: Editing['editor']['setDismissed']
  open: (blockKey: string, item: string | null) => void
  move: (key: string, by: -1 | 1) => void
  drag: (key: string | null) => void
  dragOver: (place: number) => void
  /** This one is being dragged, or what is dragged would be dropped before or after this one. */
  dragging: 'this' | 'before' | 'after' | null
  /** What stands below it while it is open. */
  details: ReactNode
}

/** Hundreds of these stand below each other: one is drawn anew only when something of its own changes. */
const Row = memo(ItemRow, (a, b) => {
  for (const name in a) {
    if (name === 'warnings' ? !sameWarnings(a.warnings, b.warnings) : a[name as keyof RowProps] !== b[name as keyof RowProps]) return false
  }
  return true
})

function sameWarnings(a: Warning[], b: Warning[]): boolean {
  return a === b || (a.length === b.length && a.every(({ id }, index) => id === b[index]!.id))
}

function ItemRow({ item, place, isTop, isBottom, blockKey, dimensions, warnings, edit, setDismissed, open, move, drag, dragOver, dragging, details }: RowProps) {
  const { say } = useLanguage()
  const name = either(item.text, { en: `Question ${place + 1}`, zh: `第 ${place + 1} 题` })
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (by === 0 || !event.altKey) return
    event.preventDefault()
    move(item.key, by)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      onDragOver={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        dragOver(event.clientY > box.top + box.height / 2 ? place + 1 : place)
      }}
      className={classes(
        'border-t border-hair px-4 py-3 [contain-intrinsic-size:auto_7.5rem] [content-visibility:auto] sm:px-5',
        dragging === 'this' && 'opacity-50',
        dragging === 'before' && 'shadow-[inset_0_2px_var(--color-accent)]',
        dragging === 'after' && 'shadow-[inset_0_-2px_var(--color-accent)]',
      )}
    >
      {/* Alt with an arrow moves the question from any of its fields. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div role="group" aria-label={say(name)} onKeyDown={keys}>
        <div className="mb-2 flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <button
            type="button"
            id={`handle-${item.key}`}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', item.key)
              drag(item.key)
            }}
            onDragEnd={() => drag(null)}
            aria-label={say({ en: `Move question ${place + 1}: Alt with arrow up or down`, zh: `移动第 ${place + 1} 题：按 Alt 加上下箭头` })}
            title={say({ en: 'Drag, or Alt+↑ and Alt+↓', zh: '拖动，或按 Alt+↑、Alt+↓' })}
            className="-ml-1.5 flex h-7 cursor-grab items-center gap-1 rounded-md px-1 text-mute hover:bg-sunken hover:text-ink pointer-coarse:h-10"
          >
            <GripVertical size={15} aria-hidden />
            <span className="tabular-nums">{place + 1}</span>
          </button>
          {item.type === 'rating' ? (
            <>
              <NativeSelect
                label={say({ en: `Dimension of question ${place + 1}`, zh: `第 ${place + 1} 题的维度` })}
                value={item.dimension ?? ''}
                onChange={(dimension) => edit(changeItem(item.key, (one) => ({ ...one, dimension: dimension === '' ? undefined : dimension }) as Item))}
                options={[{ value: '', label: { en: 'No dimension', zh: '不属于维度' } }, ...dimensions.map(({ key, title }) => ({ value: key, label: either(title, { en: key, zh: key }) }))]}
                className="w-auto! max-w-44"
              />
              <Checkbox label={{ en: 'Reversed', zh: '反向' }} checked={item.reversed} onCheckedChange={(reversed) => edit(changeItem(item.key, (one) => ({ ...one, reversed }) as Item))} />
            </>
          ) : (
            <Tag>{say(kindWords[item.type])}</Tag>
          )}
          <Checkbox label={{ en: 'Required', zh: '必答' }} checked={item.required} onCheckedChange={(required) => edit(changeItem(item.key, (one) => ({ ...one, required })))} />
          {item.showIf && <Tag>{say({ en: 'shown if', zh: '有条件' })}</Tag>}
          <span className="ml-auto flex items-center">
            <Button look="quiet" size="small" label={{ en: `Move question ${place + 1} up`, zh: `第 ${place + 1} 题上移` }} icon={<ChevronUp size={15} aria-hidden />} disabledBecause={isTop && { en: 'It is the first', zh: '已是第一题' }} onClick={() => move(item.key, -1)} />
            <Button look="quiet" size="small" label={{ en: `Move question ${place + 1} down`, zh: `第 ${place + 1} 题下移` }} icon={<ChevronDown size={15} aria-hidden />} disabledBecause={isBottom && { en: 'It is the last', zh: '已是最后一题' }} onClick={() => move(item.key, 1)} />
            <Button
              look="quiet"
              size="small"
              label={{ en: `Duplicate question ${place + 1}`, zh: `复制第 ${place + 1} 题` }}
              icon={<Copy size={15} aria-hidden />}
              onClick={() => edit((definition) => duplicateItem(definition, item.key).definition)}
            />
            <Button look="quiet" size="small" label={{ en: `Remove question ${place + 1}`, zh: `删除第 ${place + 1} 题` }} icon={<Trash2 size={15} aria-hidden />} onClick={() => edit(removeItem(item.key))} />
            <Button
              look="quiet"
              size="small"
              aria-expanded={details !== null}
              label={{ en: `Details of question ${place + 1}`, zh: `第 ${place + 1} 题的细节` }}
              icon={<SlidersHorizontal size={15} aria-hidden />}
              onClick={() => open(blockKey, details !== null ? null : item.key)}
            />
          </span>
        </div>
        <TwoTexts id={`item-${item.key}`} label={{ en: `Question ${place + 1}`, zh: `第 ${place + 1} 题` }} value={item.text} onChange={(text) => edit(changeItem(item.key, (one) => ({ ...one, text })), `text ${item.key}`)} />
        <WarningNotes warnings={warnings} setDismissed={setDismissed} />
      </div>
      {details}
    </li>
  )
}
