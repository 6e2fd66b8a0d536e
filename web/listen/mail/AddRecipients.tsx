import { useState } from 'react'
import { UserPlus } from 'lucide-react'
import type { ColumnRole, RecipientList } from '@gap5/contract/listen/mail.ts'
import { api } from '../../api.ts'
import { addressed } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { FileDrop } from '../../kit/FileDrop.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { Select } from '../../kit/Select.tsx'
import { Table } from '../../kit/Table.tsx'
import { TextArea } from '../../kit/TextArea.tsx'
import { notify } from '../../kit/Toast.tsx'
import { sentenceOf } from '../../problem.ts'
import { useStudy } from '../studiesData.ts'
import { useMailing, useRefreshMailings } from './mailData.ts'
import { roleOptions } from './mailWords.ts'

/** People from a list: it is read first and told what it was taken for, then added. */
export function AddRecipients() {
  const { say } = useLanguage()
  const { mailing, path } = useMailing()
  const refresh = useRefreshMailings()
  const [pasted, setPasted] = useState('')
  const [list, setList] = useState<{ bytes: Blob; read: RecipientList } | null>(null)
  const [failure, setFailure] = useState<Words | null>(null)
  const [busy, setBusy] = useState(false)

  const send = async (bytes: Blob, look: boolean, roles?: ColumnRole[]) => {
    setBusy(true)
    setFailure(null)
    try {
      return await api.post<RecipientList>(addressed(`${path}/recipients`, { look: String(look), roles: roles?.join(',') }), bytes)
    } catch (error) {
      setFailure(sentenceOf(error))
      return null
    } finally {
      setBusy(false)
    }
  }
  const look = async (bytes: Blob, roles?: ColumnRole[]) => {
    const read = await send(bytes, true, roles)
    if (read !== null) setList({ bytes, read })
  }
  const add = async (bytes: Blob, roles: ColumnRole[]) => {
    const read = await send(bytes, false, roles)
    if (read === null) return
    setList(null)
    setPasted('')
    notify({ title: read.added === 1 ? { en: 'One person added', zh: '已添加 1 人' } : { en: `${read.added} people added`, zh: `已添加 ${read.added} 人` } })
    await refresh()
  }
  return (
    <Card
      title={mailing.counts.recipients === 0 ? { en: 'Who is asked?', zh: '邀请谁？' } : { en: 'Add people', zh: '添加收件人' }}
      description={{ en: 'One person a line: address, then name, language (zh, en) or attributes if you have them. What the columns hold is recognised.', zh: '每行一人：邮箱，其后可有称呼、语言（zh、en）或分组属性，列的含义会自动识别。' }}
    >
      <div className="grid gap-3">
        {failure !== null && <Callout tone="bad" title={failure} announce />}
        {list === null ? (
          <div className="grid gap-4 lg:grid-cols-2">
            <div className="flex flex-col gap-3">
              <TextArea label={{ en: 'Paste a list', zh: '粘贴名单' }} rows={5} value={pasted} onValueChange={setPasted} placeholder={{ en: 'lin@example.org, Ms Lin, zh', zh: 'lin@example.org, 林女士, zh' }} />
              <div>
                <Button busy={busy} disabledBecause={pasted.trim() === '' && { en: 'Paste a list first.', zh: '请先粘贴名单。' }} onClick={() => void look(new Blob([pasted]))}>
                  {say({ en: 'Read the list', zh: '读取名单' })}
                </Button>
              </div>
            </div>
            <FileDrop label={{ en: 'Or drop a file', zh: '或拖入文件' }} hint={{ en: 'CSV or XLSX, up to 20 MB', zh: 'CSV 或 XLSX，最大 20 MB' }} accept=".csv,.xlsx,.txt,.tsv" maxBytes={20 * 1024 * 1024} disabled={busy} onFile={(file) => void look(file)} />
          </div>
        ) : (
          <ReadList list={list.read} busy={busy} onRoles={(roles) => void look(list.bytes, roles)} onAdd={(roles) => void add(list.bytes, roles)} onCancel={() => setList(null)} />
        )}
      </div>
    </Card>
  )
}

type ReadListProps = { list: RecipientList; busy: boolean; onRoles: (roles: ColumnRole[]) => void; onAdd: (roles: ColumnRole[]) => void; onCancel: () => void }

function ReadList({ list, busy, onRoles, onAdd, onCancel }: ReadListProps) {
  const { say, figure } = useLanguage()
  const { attributes } = useStudy()
  const { columns, added, repeated, suppressed, problemRows, problems } = list
  const roles = columns.map(({ role }) => role)
  const options = roleOptions(attributes)
  return (
    <>
      <p className="text-body" role="status">
        <strong className="text-ink">{say({ en: `${figure(added)} ${added === 1 ? 'person' : 'people'} can be added`, zh: `可添加 ${figure(added)} 人` })}</strong>
        {repeated > 0 && say({ en: ` · ${figure(repeated)} already here or twice in the list`, zh: ` · 重复 ${figure(repeated)} 人` })}
        {suppressed > 0 && say({ en: ` · ${figure(suppressed)} unsubscribed or came back, will be left out`, zh: ` · 其中 ${figure(suppressed)} 人已退订或曾退信，将被略过` })}
        {problemRows > 0 && say({ en: ` · ${figure(problemRows)} ${problemRows === 1 ? 'row does' : 'rows do'} not fit`, zh: ` · ${figure(problemRows)} 行有误` })}
      </p>
      <ul className="grid gap-x-4 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {columns.map(({ heading, role, examples }, at) => (
          // Columns have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at} className="min-w-0">
            <Select label={/^\d+$/.test(heading) || heading === '' ? { en: `Column ${at + 1}`, zh: `第 ${at + 1} 列` } : heading} value={role} options={options} onValueChange={(chosen) => onRoles(roles.map((each, place) => (place === at ? chosen : each)))} />
            <p className="mt-0.5 truncate text-xs text-mute">{examples.join(' · ')}</p>
          </li>
        ))}
      </ul>
      {problems.length > 0 && (
        <Table
          caption={{ en: 'Rows that do not fit and are not added', zh: '有误且不会添加的行' }}
          showCaption
          rows={problems.slice(0, 20)}
          rowKey={({ row, field }) => `${row} ${field}`}
          columns={[
            { key: 'row', header: { en: 'Row', zh: '行' }, render: ({ row }) => figure(row) },
            { key: 'received', header: { en: 'There stands', zh: '内容' }, align: 'start', render: ({ received }) => received || say({ en: 'nothing', zh: '空' }) },
            { key: 'expected', header: { en: 'Expected', zh: '应为' }, align: 'start', render: ({ expected }) => say(expected) },
          ]}
        />
      )}
      <div className="flex flex-wrap gap-2.5">
        <Button look="primary" icon={<UserPlus size={15} aria-hidden />} busy={busy} disabledBecause={added === 0 && { en: 'Nobody in this list is new.', zh: '名单中没有新的收件人。' }} onClick={() => onAdd(roles)}>
          {say({ en: added === 1 ? 'Add this person' : `Add ${figure(added)} people`, zh: `添加 ${figure(added)} 人` })}
        </Button>
        <Button onClick={onCancel}>{say({ en: 'Back', zh: '返回' })}</Button>
      </div>
    </>
  )
}
