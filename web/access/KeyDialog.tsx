import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { NewApiKey } from '@gap5/contract/access/keys.ts'
import { keyRoles } from '@gap5/contract/access/roles.ts'
import { api } from '../api.ts'
import { Callout } from '../kit/Callout.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useForm } from '../kit/useForm.ts'
import { keysQuery } from './KeysPage.tsx'
import { useOrganisation } from './me.ts'
import { RoleField } from './RoleField.tsx'
import { Secret } from './Secret.tsx'

/** First title and role, then the secret to be copied. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewApiKey | null>(null)
  return (
    <Dialog open onOpenChange={onClose} title={made ? { en: `The key “${made.title}”`, zh: `密钥“${made.title}”` } : { en: 'New API key', zh: '新建 API 密钥' }}>
      {made ? <Made made={made} /> : <KeyForm onMade={setMade} />}
    </Dialog>
  )
}

function KeyForm({ onMade }: { onMade: (made: NewApiKey) => void }) {
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const form = useForm({
    initial: { title: '', role: 'viewer' as (typeof keyRoles)[number] },
    send: (values) => api.post<NewApiKey>(`/api/o/${org}/keys`, values),
    sent: async (made) => {
      onMade(made)
      await queries.invalidateQueries({ queryKey: keysQuery(org).queryKey })
    },
    check: ({ title }) => ({ ...(title.trim() === '' && { title: { en: 'Say what the key is for.', zh: '请说明密钥的用途。' } }) }),
  })
  return (
    <Form form={form} submitLabel={{ en: 'Make key', zh: '创建密钥' }}>
      <TextField label={{ en: 'Title', zh: '名称' }} hint={{ en: 'What it is for, as in “nightly export”.', zh: '用途，如“每晚导出”。' }} maxLength={120} {...form.field('title')} />
      <RoleField given={keyRoles} {...form.field('role')} />
    </Form>
  )
}

function Made({ made }: { made: NewApiKey }) {
  const { say } = useLanguage()
  const { org } = useOrganisation()
  return (
    <div className="flex flex-col gap-4">
      <Secret label={{ en: 'API key', zh: 'API 密钥' }} text={made.key} />
      <Callout tone="caution" title={{ en: 'Copy it now: it is shown this once.', zh: '请立即复制：密钥仅显示一次。' }}>
        {say({ en: 'Only its hash is kept. If it is lost or seen by others, revoke it and make another.', zh: '系统只保存其散列值。若遗失或泄露，请撤销并新建。' })}
      </Callout>
      <div>
        <p className="mb-1 text-mute">{say({ en: 'To try it:', zh: '试用：' })}</p>
        <pre className="overflow-x-auto rounded-control bg-sunken px-3 py-2 text-[0.8125rem] text-ink">{`curl -H "Authorization: Bearer ${made.key.slice(0, 12)}…" \\\n  ${location.origin}/api/o/${org}/units`}</pre>
      </div>
    </div>
  )
}
