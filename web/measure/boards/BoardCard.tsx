import type { DragEvent, KeyboardEvent } from 'react'
import { ArrowUpRight, EllipsisVertical, GripVertical } from 'lucide-react'
import { cardSizes, type Card, type CardData, type StudyCard } from '@gap5/contract/measure/boards.ts'
import { useOrganisation } from '../../access/me.ts'
import { ChartSourceProvider } from '../../kit/charts/source.tsx'
import { Button } from '../../kit/Button.tsx'
import { classes } from '../../kit/classes.ts'
import { useGuest } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { PlainLink } from '../../kit/Link.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { SimulatedTag } from '../../kit/SimulatedTag.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { CardContent } from './CardContent.tsx'
import { absenceWords, cardTitle, fullView, sizeWords } from './cardWords.ts'

/** What can be done with a card; null where the board is only read. */
export type CardEditing = {
  onMove: (step: -1 | 1) => void
  onResize: (size: Card['size']) => void
  onRemove: () => void
  onDragStart: () => void
  onDragOver: () => void
  onDragEnd: () => void
  isDragged: boolean
}

type BoardCardProps = { card: Card; data: CardData | undefined; days: { from: string | null; to: string | null }; unit: string | null; editing: CardEditing | null }

const spans = { small: 'md:col-span-4 print:col-span-4', wide: 'md:col-span-8 print:col-span-8', full: 'md:col-span-12 print:col-span-12' }

/** One card: what it is called, what it shows, what it rests on. */
export function BoardCard({ card, data, days, unit, editing }: BoardCardProps) {
  const { say } = useLanguage()
  const title = cardTitle(card, data?.content ?? null)
  const over = (event: DragEvent) => {
    event.preventDefault()
    editing?.onDragOver()
  }
  return (
    <li
      className={classes('flex min-w-0 flex-col rounded-card border border-line bg-card px-4 py-3.5 print:break-inside-avoid', spans[card.size], editing?.isDragged && 'opacity-50')}
      {...(editing && { onDragOver: over, onDrop: (event: DragEvent) => event.preventDefault() })}
    >
      <header className="mb-2 flex items-start gap-1.5">
        {editing && <Handle title={say(title)} editing={editing} />}
        <h2 className="min-w-0 flex-1 text-[0.9375rem] leading-snug">{say(title)}</h2>
        {card.kind !== 'note' && <FullView card={card} days={days} content={data?.content ?? null} />}
        {editing && <CardMenu card={card} title={say(title)} editing={editing} />}
      </header>
      <div className="min-w-0 flex-1">{card.kind === 'note' ? <Note text={card.text} /> : <Shown data={data} size={card.size} />}</div>
      {data && <Basis data={data} unit={unit} />}
    </li>
  )
}

function Shown({ data, size }: { data: CardData | undefined; size: Card['size'] }) {
  const { say } = useLanguage()
  if (data === undefined) return <Skeleton lines={4} />
  if (data.content === null) return <p className="py-3 text-mute">{say(absenceWords[data.absence ?? 'not-asked'])}</p>
  return (
    <ChartSourceProvider source={{ study: data.studyTitle, n: data.n, simulated: data.simulated }}>
      <CardContent content={data.content} size={size} />
    </ChartSourceProvider>
  )
}

function Note({ text }: { text: { en: string; zh: string } }) {
  const { language } = useLanguage()
  const [own, other] = language === 'zh' ? [text.zh, text.en] : [text.en, text.zh]
  return <p className="break-words whitespace-pre-line">{own.trim() === '' ? other : own}</p>
}

/** n, days and study; and that the card could not follow the switch of unit. */
function Basis({ data, unit }: { data: CardData; unit: string | null }) {
  const { say, figure, day } = useLanguage()
  const { timeZone } = useOrganisation().organisation
  const span = data.from && data.to ? [day(data.from, timeZone), day(data.to, timeZone)] : []
  const period = span[0] === span[1] ? span[0] : span.join(say({ en: ' – ', zh: '至' }))
  return (
    <footer className="mt-2.5 flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-hair pt-2 text-xs text-mute">
      <span>{`n ${figure(data.n)}`}</span>
      {period && <span>{period}</span>}
      <span className="min-w-0 break-words">{say(data.studyTitle)}</span>
      {data.simulated && <SimulatedTag />}
      {unit !== null && !data.followsUnit && <span className="text-warn">{say({ en: 'Does not follow the unit switch.', zh: '不随机构切换。' })}</span>}
    </footer>
  )
}

function FullView({ card, days, content }: Pick<BoardCardProps, 'days'> & { card: StudyCard; content: CardData['content'] }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  if (useGuest() !== null) return null
  return (
    <PlainLink to={fullView(org, card, days, content)} className="unprinted -mt-0.5 rounded-md p-1 text-mute hover:bg-sunken hover:text-ink pointer-coarse:p-2.5" aria-label={say({ en: 'Full view', zh: '查看全部' })}>
      <ArrowUpRight size={16} aria-hidden />
    </PlainLink>
  )
}

/** Drags the card, or moves it with the arrow keys. */
function Handle({ title, editing }: { title: string; editing: CardEditing }) {
  const { say } = useLanguage()
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined
    if (step === undefined) return
    event.preventDefault()
    editing.onMove(step)
  }
  return (
    <button
      type="button"
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', title)
        editing.onDragStart()
      }}
      onDragEnd={editing.onDragEnd}
      onKeyDown={onKeyDown}
      aria-label={say({ en: `Move “${title}”: drag, or use the arrow keys`, zh: `移动“${title}”：拖动或使用方向键` })}
      className="unprinted -ml-1.5 cursor-grab rounded-md p-1 text-mute hover:bg-sunken hover:text-ink active:cursor-grabbing pointer-coarse:hidden"
    >
      <GripVertical size={15} aria-hidden />
    </button>
  )
}

function CardMenu({ card, title, editing }: { card: Card; title: string; editing: CardEditing }) {
  return (
    <Menu
      trigger={<Button look="quiet" size="small" className="unprinted -mt-1 -mr-1.5" icon={<EllipsisVertical size={16} aria-hidden />} label={{ en: `Change “${title}”`, zh: `更改“${title}”` }} />}
      entries={[
        { heading: { en: 'Size', zh: '大小' } },
        ...cardSizes.map((size) => ({ label: sizeWords[size], checked: size === card.size, onSelect: () => editing.onResize(size) })),
        'line' as const,
        { label: { en: 'Move forward', zh: '前移' }, onSelect: () => editing.onMove(-1) },
        { label: { en: 'Move back', zh: '后移' }, onSelect: () => editing.onMove(1) },
        'line' as const,
        { label: { en: 'Remove', zh: '移除' }, danger: true, onSelect: editing.onRemove },
      ]}
    />
  )
}
