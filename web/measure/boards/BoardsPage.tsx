import { useState } from 'react'
import { LayoutDashboard, Plus } from 'lucide-react'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Board } from '@gap5/contract/measure/boards.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { BilingualField } from '../../kit/BilingualField.tsx'
import { Button } from '../../kit/Button.tsx'
import { Card } from '../../kit/Card.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Form } from '../../kit/Form.tsx'
import { useLanguage } from '../../kit/language.tsx'
import { Link } from '../../kit/Link.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Row, RowList } from '../../kit/RowList.tsx'
import { Select } from '../../kit/Select.tsx'
import { useForm } from '../../kit/useForm.ts'
import { paths } from '../../paths.ts'
import { boardsQuery } from './boardsData.ts'
import { periodOptions } from './BoardSettingsDialog.tsx'

export function BoardsPage() {
  const { say, day, figure } = useLanguage()
  const { org, may, organisation } = useOrganisation()
  const boards = useSuspenseQuery(boardsQuery(org)).data
  const [making, setMaking] = useState(false)
  const make = may('boards:write') && (
    <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {say({ en: 'New board', zh: '新建看板' })}
    </Button>
  )
  return (
    <>
      <PageHeader title={{ en: 'Boards', zh: '看板' }} under={{ en: 'The figures you look at again and again, on one page each.', zh: '把反复要看的数字放在一页。' }} actions={boards.length > 0 && make} />
      <Card flush>
        {boards.length > 0 ? (
          <RowList label={{ en: 'Boards', zh: '看板' }}>
            {boards.map((board) => (
              <Row
                key={board.id}
                lead={<Link to={paths.board(org, board.id)}>{say(board.title)}</Link>}
                facts={[
                  { key: 'cards', fact: say({ en: `${figure(board.cards)} ${board.cards === 1 ? 'card' : 'cards'}`, zh: `${figure(board.cards)}张卡片` }) },
                  { key: 'changed', fact: say({ en: `changed ${day(board.changedAt, organisation.timeZone)}`, zh: `${day(board.changedAt, organisation.timeZone)}更新` }) },
                ]}
              />
            ))}
          </RowList>
        ) : (
          <EmptyState icon={<LayoutDashboard size={20} aria-hidden />} title={{ en: 'No boards yet', zh: '还没有看板' }} action={make}>
            {say({
              en: 'A board is a page of chosen cards from any study: figures with their trend, pictures, comparisons, words. One switch sets the period of all of them, another the branch.',
              zh: '看板是一页选定的卡片，可来自任一调查：带趋势的指标、图形、对比、原话。一个开关切换全部时段，另一个切换机构。',
            })}
          </EmptyState>
        )}
      </Card>
      {making && <NewBoardDialog onClose={() => setMaking(false)} />}
    </>
  )
}

function NewBoardDialog({ onClose }: { onClose: () => void }) {
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const form = useForm({
    initial: { title: { en: '', zh: '' }, period: '12-months' },
    send: (values) => api.post<Board>(`/api/o/${org}/boards`, values),
    sent: async (board) => {
      void queries.invalidateQueries({ queryKey: boardsQuery(org).queryKey, exact: true })
      await navigate({ href: paths.board(org, board.id) })
    },
  })
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'New board', zh: '新建看板' }}>
      <Form form={form} submitLabel={{ en: 'Make board', zh: '创建看板' }}>
        <BilingualField label={{ en: 'Name', zh: '名称' }} maxLength={120} {...form.field('title')} />
        <Select label={{ en: 'Period unless switched', zh: '默认时段' }} options={periodOptions} {...form.field('period')} />
      </Form>
    </Dialog>
  )
}
