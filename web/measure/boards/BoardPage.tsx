import { useEffect, useState } from 'react'
import { LayoutDashboard, Maximize2, Minimize2, Plus, Settings2 } from 'lucide-react'
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Board, BoardData } from '@gap5/contract/measure/boards.ts'
import { useOrganisation } from '../../access/me.ts'
import { valueOf } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useGuest } from '../../kit/guest.ts'
import { useLanguage } from '../../kit/language.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageSkeleton } from '../../kit/Skeleton.tsx'
import { notify } from '../../kit/Toast.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { periodWords } from '../../kit/period.ts'
import { usePaper } from '../../kit/usePaper.ts'
import { paths } from '../../paths.ts'
import { ShareMenu } from '../sharing/ShareMenu.tsx'
import { AddCardsDialog } from './AddCardsDialog.tsx'
import { moved, resized, withCardAt, withoutCard } from './arrange.ts'
import { BoardCard, type CardEditing } from './BoardCard.tsx'
import { boardDataQuery, boardKey, boardPulseQuery, boardQuery, switchIn, type BoardPlace } from './boardsData.ts'
import { BoardSettingsDialog } from './BoardSettingsDialog.tsx'
import { BoardSwitchBar } from './BoardSwitchBar.tsx'
import { useBoardEdit } from './useBoardEdit.ts'

/** Chosen cards on one page, switched to a period and a unit together; on a wall where it is asked for. */
export function BoardPage() {
  const { org } = useOrganisation()
  const { board: id = '' } = useParams({ strict: false })
  const place = { org, board: id }
  const { query } = useAddress()
  const board = useSuspenseQuery(boardQuery(place)).data
  const { data } = useQuery(boardDataQuery(place, switchIn(query)))
  useFresh(place)
  if (data === undefined) return <PageSkeleton />
  return (
    <Wall>
      <BoardView place={place} board={board} data={data} />
    </Wall>
  )
}

/** At the foot of each printed sheet: board and days. */
function useBoardPaper(board: Board, data: BoardData): void {
  const { say, language } = useLanguage()
  const { organisation } = useOrganisation()
  usePaper([say(organisation.name), say(board.title), say(periodWords(data.days, language))].join(' · '), organisation.timeZone)
}

/** Asks anew for what the cards show as soon as an answer comes in or somebody changes the board. */
function useFresh(place: BoardPlace): void {
  const queries = useQueryClient()
  const revision = useQuery(boardPulseQuery(place)).data?.revision
  const { org, board } = place
  useEffect(() => {
    if (revision !== undefined) void queries.invalidateQueries({ queryKey: boardKey({ org, board }) })
  }, [queries, revision, org, board])
}

/** The page by itself, larger, for a screen on the wall. Escape leaves it. */
function Wall({ children }: { children: React.ReactNode }) {
  const { query, change } = useAddress()
  const isOn = valueOf(query, 'wall') === 'on'
  useEffect(() => {
    if (!isOn) return
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && change({ wall: null })
    const left = () => document.fullscreenElement === null && change({ wall: null })
    document.addEventListener('keydown', leave)
    document.addEventListener('fullscreenchange', left)
    return () => {
      document.removeEventListener('keydown', leave)
      document.removeEventListener('fullscreenchange', left)
    }
  })
  return <div className={isOn ? 'fixed inset-0 z-30 overflow-y-auto bg-paper p-6 [zoom:1.2]' : undefined}>{children}</div>
}

function BoardView({ place, board, data }: { place: BoardPlace; board: Board; data: BoardData }) {
  const { query } = useAddress()
  const { may } = useOrganisation()
  const [adding, setAdding] = useState(false)
  useBoardPaper(board, data)
  const isWall = valueOf(query, 'wall') === 'on'
  const mayEdit = may('boards:write') && !isWall
  return (
    <>
      <PageHeader
        title={board.title}
        {...(!isWall && { back: { to: paths.boards(place.org), label: { en: 'Boards', zh: '看板' } } })}
        actions={<Actions place={place} board={board} mayEdit={mayEdit} onAdd={() => setAdding(true)} />}
      />
      {board.cards.length > 0 && <BoardSwitchBar data={data} />}
      {board.cards.length > 0 ? <Cards place={place} board={board} data={data} mayEdit={mayEdit} /> : <Empty mayEdit={mayEdit} onAdd={() => setAdding(true)} />}
      {adding && <AddCardsDialog place={place} onClose={() => setAdding(false)} />}
    </>
  )
}

function Actions({ place, board, mayEdit, onAdd }: { place: BoardPlace; board: Board; mayEdit: boolean; onAdd: () => void }) {
  const { say } = useLanguage()
  const { query, change } = useAddress()
  const [changing, setChanging] = useState(false)
  const isWall = valueOf(query, 'wall') === 'on'
  const isGuest = useGuest() !== null
  const toggleWall = () => {
    change({ wall: isWall ? null : 'on' })
    if (isWall && document.fullscreenElement) void document.exitFullscreen()
    // A browser that refuses still shows the page by itself.
    if (!isWall) document.documentElement.requestFullscreen?.().catch(() => {})
  }
  return (
    <>
      {mayEdit && (
        <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={onAdd}>
          {say({ en: 'Add cards', zh: '添加卡片' })}
        </Button>
      )}
      {!isWall && <ShareMenu view={{ page: 'board', subject: board.id, query: switchIn(query) }} title={board.title} />}
      {mayEdit && <Button icon={<Settings2 size={16} aria-hidden />} label={{ en: 'Name, period, delete', zh: '名称、时段、删除' }} onClick={() => setChanging(true)} />}
      {!isGuest && (
        <Button
          icon={isWall ? <Minimize2 size={16} aria-hidden /> : <Maximize2 size={16} aria-hidden />}
          label={isWall ? { en: 'Back to the page', zh: '退出大屏' } : { en: 'Full screen', zh: '大屏显示' }}
          onClick={toggleWall}
        />
      )}
      {changing && <BoardSettingsDialog place={place} board={board} onClose={() => setChanging(false)} />}
    </>
  )
}

function Empty({ mayEdit, onAdd }: { mayEdit: boolean; onAdd: () => void }) {
  const { say } = useLanguage()
  return (
    <Card>
      <EmptyState
        icon={<LayoutDashboard size={20} aria-hidden />}
        title={{ en: 'No cards yet', zh: '还没有卡片' }}
        action={mayEdit && <Button look="primary" onClick={onAdd}>{say({ en: 'Add cards', zh: '添加卡片' })}</Button>}
      >
        {say({
          en: 'A board keeps the figures you look at every week on one page: a satisfaction figure with its trend, the zone of tolerance, branches compared, what customers said. Add cards here, or with “Share” on any result.',
          zh: '看板把每周要看的数字放在一页：带趋势的满意度、容忍区域、各网点对比、顾客原话。可在此添加卡片，也可在任一结果页的“分享”中添加。',
        })}
      </EmptyState>
    </Card>
  )
}

type CardsProps = { place: BoardPlace; board: Board; data: BoardData; mayEdit: boolean }

function Cards({ place, board, data, mayEdit }: CardsProps) {
  const { say } = useLanguage()
  const edit = useBoardEdit(place)
  const { query } = useAddress()
  const [drag, setDrag] = useState<{ id: string; onto: string } | null>(null)
  const [told, setTold] = useState('')
  const shown = drag ? moved(drag.id, drag.onto)(board).cards : board.cards
  const editingOf = (id: string): CardEditing => {
    const place = board.cards.findIndex((card) => card.id === id)
    const card = board.cards[place]!
    return {
      isDragged: drag?.id === id,
      onDragStart: () => setDrag({ id, onto: id }),
      onDragOver: () => drag && drag.onto !== id && drag.id !== id && setDrag({ ...drag, onto: id }),
      onDragEnd: () => {
        if (drag && drag.onto !== drag.id) void edit(moved(drag.id, drag.onto))
        setDrag(null)
      },
      onMove: (step) => {
        const onto = board.cards[place + step]
        if (onto === undefined) return
        void edit(moved(id, onto.id))
        setTold(say({ en: `Moved to place ${place + step + 1} of ${board.cards.length}`, zh: `已移至第${place + step + 1}位，共${board.cards.length}位` }))
      },
      onResize: (size) => void edit(resized(id, size)),
      onRemove: () => {
        void edit(withoutCard(id)).then((done) => done && notify({ title: { en: 'Card removed', zh: '卡片已移除' }, undo: () => edit(withCardAt(card, place)) }))
      },
    }
  }
  return (
    <>
      <ul className="grid gap-3.5 md:grid-cols-12 print:grid-cols-12 print:gap-2">
        {shown.map((card) => (
          <BoardCard
            key={card.id}
            card={card}
            data={data.cards.find(({ id }) => id === card.id)}
            days={data.days}
            unit={valueOf(query, 'unit')}
            editing={mayEdit ? editingOf(card.id) : null}
          />
        ))}
      </ul>
      <output className="sr-only">{told}</output>
    </>
  )
}
