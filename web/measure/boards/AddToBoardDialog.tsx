import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Board, Card } from '@gap5/contract/measure/boards.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import type { Query } from '../../kit/address.ts'
import { BilingualField } from '../../kit/BilingualField.tsx'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { Skeleton } from '../../kit/Skeleton.tsx'
import { notify } from '../../kit/Toast.tsx'
import { paths } from '../../paths.ts'
import { sentenceOf } from '../../problem.ts'
import { resultQuery, selectionIn } from '../results.ts'
import { withCards } from './arrange.ts'
import { boardsQuery } from './boardsData.ts'
import { CandidateList, newCards } from './CandidateList.tsx'
import type { Candidate } from './candidates.ts'
import { changeBoard } from './useBoardEdit.ts'

const newBoard = '+'

/** From a result onto a board that is there, or a new one. Cards keep the attributes the page is narrowed to. */
export function AddToBoardDialog({ study, query, onClose }: { study: string; query: Query; onClose: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const result = useQuery(resultQuery({ org, study }, selectionIn(query))).data
  const queries = useQueryClient()
  const navigate = useNavigate()
  const boards = useQuery(boardsQuery(org)).data
  const [asked, setAsked] = useState<string | null>(null)
  const [title, setTitle] = useState({ en: '', zh: '' })
  const [chosen, setChosen] = useState<Candidate[]>([])
  const [busy, setBusy] = useState(false)
  const target = asked ?? boards?.[0]?.id ?? newBoard
  const add = async () => {
    setBusy(true)
    try {
      const id = await keep(newCards(chosen))
      onClose()
      await navigate({ href: paths.board(org, id) })
      notify({ title: { en: 'Added to the board', zh: '已添加到看板' } })
    } catch (error) {
      notify({ tone: 'bad', title: sentenceOf(error) })
    } finally {
      setBusy(false)
    }
  }
  const keep = async (cards: Card[]): Promise<string> => {
    if (target !== newBoard) return (await changeBoard(queries, { org: org, board: target }, withCards(cards))).id
    const made = await api.post<Board>(`/api/o/${org}/boards`, { title, cards })
    void queries.invalidateQueries({ queryKey: boardsQuery(org).queryKey, exact: true })
    return made.id
  }
  const isNamed = target !== newBoard || (title.en.trim() !== '' && title.zh.trim() !== '')
  const missing = chosen.length === 0 ? { en: 'Choose a card first.', zh: '请先选择卡片。' } : !isNamed && { en: 'Name the board in both languages.', zh: '请填写看板的中英文名称。' }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={{ en: 'Add to a board', zh: '添加到看板' }}
      actions={
        <Button look="primary" busy={busy} onClick={() => void add()} disabledBecause={missing}>
          {say({ en: 'Add', zh: '添加' })}
        </Button>
      }
    >
      {boards === undefined || result === undefined ? (
        <Skeleton lines={4} />
      ) : (
        <div className="grid gap-4">
          <Select
            label={{ en: 'Board', zh: '看板' }}
            value={target}
            onValueChange={setAsked}
            options={[...boards.map(({ id, title }) => ({ value: id, label: title })), { value: newBoard, label: { en: 'A new board', zh: '新建看板' } }]}
          />
          {target === newBoard && <BilingualField label={{ en: 'Name of the new board', zh: '新看板名称' }} value={title} onValueChange={setTitle} maxLength={120} />}
          <CandidateList study={study} result={result} query={query} chosen={chosen} onChange={setChosen} />
        </div>
      )}
    </Dialog>
  )
}
