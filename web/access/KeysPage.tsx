import { useState } from 'react'
import { KeyRound, Plus } from 'lucide-react'
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { ApiKey } from '@gap5/contract/access/keys.ts'
import { roleTitles } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { ConfirmDialog } from '../kit/ConfirmDialog.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Table } from '../kit/Table.tsx'
import { Status } from '../kit/Tag.tsx'
import { notify } from '../kit/Toast.tsx'
import { KeyDialog } from './KeyDialog.tsx'
import { useOrganisation } from './me.ts'

export const keysQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'keys'], queryFn: ({ signal }) => api.get<ApiKey[]>(`/api/o/${org}/keys`, { signal }) })

export function KeysPage() {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const keys = useSuspenseQuery(keysQuery(org)).data
  const [making, setMaking] = useState(false)
  const make = (
    <Button look="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {say({ en: 'New key', zh: '新建密钥' })}
    </Button>
  )
  return (
    <>
      <PageHeader title={{ en: 'API keys', zh: 'API 密钥' }} under={<Purpose />} actions={keys.length > 0 && make} />
      <Card flush>
        {keys.length > 0 ? (
          <KeyTable keys={keys} />
        ) : (
          <EmptyState icon={<KeyRound size={20} aria-hidden />} title={{ en: 'No keys yet', zh: '还没有密钥' }} action={make}>
            {say({ en: 'With a key, a program of yours sends answers in or takes results out, with the rights of one role.', zh: '程序可凭密钥提交答卷或获取结果，权限与所选角色一致。' })}
          </EmptyState>
        )}
      </Card>
      {making && <KeyDialog onClose={() => setMaking(false)} />}
    </>
  )
}

function Purpose() {
  const { say } = useLanguage()
  return (
    <>
      {say({ en: 'How programs come in. Everything the interface does, the API does too: ', zh: '供程序访问。界面能做的，API 都能做：' })}
      <Link to="/api/docs" target="_blank">
        {say({ en: 'API documentation', zh: 'API 文档' })}
      </Link>
    </>
  )
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const { say, day, moment } = useLanguage()
  const { timeZone } = useOrganisation().organisation
  const [revoked, setRevoked] = useState<ApiKey | null>(null)
  return (
    <div className="px-4 py-1 sm:px-5">
      <Table
        caption={{ en: 'API keys', zh: 'API 密钥' }}
        rows={keys}
        rowKey={(key) => key.id}
        columns={[
          { key: 'title', header: { en: 'Title', zh: '名称' }, render: (key) => <KeyTitle apiKey={key} /> },
          { key: 'role', header: { en: 'Role', zh: '角色' }, align: 'start', render: (key) => say(roleTitles[key.role]) },
          { key: 'created', header: { en: 'Made', zh: '创建日期' }, align: 'start', className: 'whitespace-nowrap', render: (key) => day(key.createdAt, timeZone) },
          { key: 'used', header: { en: 'Last used', zh: '最近使用' }, align: 'start', className: 'whitespace-nowrap', render: (key) => (key.usedAt ? moment(key.usedAt, timeZone) : say({ en: 'never', zh: '从未' })) },
          {
            key: 'actions',
            header: { en: 'Actions', zh: '操作' },
            render: (key) =>
              key.revokedAt ? (
                <Status doing="ended">{{ en: 'revoked', zh: '已撤销' }}</Status>
              ) : (
                <Button size="small" onClick={() => setRevoked(key)}>
                  {say({ en: 'Revoke', zh: '撤销' })}
                </Button>
              ),
          },
        ]}
      />
      {revoked && <RevokeDialog apiKey={revoked} onClose={() => setRevoked(null)} />}
    </div>
  )
}

function KeyTitle({ apiKey }: { apiKey: ApiKey }) {
  return (
    <span>
      <span className="block text-ink">{apiKey.title}</span>
      <code className="text-[0.8125rem] text-mute">{apiKey.opening}…</code>
    </span>
  )
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const revoke = async () => {
    await api.delete(`/api/o/${org}/keys/${apiKey.id}`)
    await queries.invalidateQueries({ queryKey: keysQuery(org).queryKey })
    notify({ title: { en: `“${apiKey.title}” is revoked`, zh: `“${apiKey.title}”已撤销` } })
  }
  return (
    <ConfirmDialog open onOpenChange={onClose} danger title={{ en: `Revoke “${apiKey.title}”?`, zh: `撤销“${apiKey.title}”？` }} confirmLabel={{ en: 'Revoke key', zh: '撤销密钥' }} onConfirm={revoke}>
      {say({ en: 'Programs that use it are refused at once. This cannot be undone; a new key can be made.', zh: '使用该密钥的程序将立即被拒绝。此操作不可撤回，但可新建密钥。' })}
    </ConfirmDialog>
  )
}
