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
import { useLanguage, type Words } from '../kit/language.tsx'
import { Link } from '../kit/Link.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { Row, RowList } from '../kit/RowList.tsx'
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
          <KeyList keys={keys} />
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

function KeyList({ keys }: { keys: ApiKey[] }) {
  const { say, day, moment } = useLanguage()
  const { timeZone } = useOrganisation().organisation
  const [revoked, setRevoked] = useState<ApiKey | null>(null)
  return (
    <>
      <RowList label={{ en: 'API keys', zh: 'API 密钥' }}>
        {keys.map((key) => (
          <Row
            key={key.id}
            lead={<KeyTitle apiKey={key} />}
            facts={[
              { key: 'role', fact: say(roleTitles[key.role]) },
              { key: 'made', fact: say({ en: `made ${day(key.createdAt, timeZone)}`, zh: `${day(key.createdAt, timeZone)}创建` }) },
              { key: 'used', fact: say(lastUse(key.usedAt && moment(key.usedAt, timeZone))) },
            ]}
            actions={<KeyAction apiKey={key} onRevoke={() => setRevoked(key)} />}
          />
        ))}
      </RowList>
      {revoked && <RevokeDialog apiKey={revoked} onClose={() => setRevoked(null)} />}
    </>
  )
}

function lastUse(moment: string | null): Words {
  return moment === null ? { en: 'never used', zh: '从未使用' } : { en: `used ${moment}`, zh: `最近使用 ${moment}` }
}

function KeyAction({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { say } = useLanguage()
  if (apiKey.revokedAt) return <Status doing="ended">{{ en: 'revoked', zh: '已撤销' }}</Status>
  return (
    <Button size="small" onClick={onRevoke}>
      {say({ en: 'Revoke', zh: '撤销' })}
    </Button>
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
