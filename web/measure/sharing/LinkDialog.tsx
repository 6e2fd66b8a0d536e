import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { LinkDraft, NewLink } from '@gap5/contract/measure/sharing.ts'
import { viewPages, type View } from '@gap5/contract/measure/views.ts'
import { useOrganisation } from '../../access/me.ts'
import { Secret } from '../../access/Secret.tsx'
import { api } from '../../api.ts'
import { Callout } from '../../kit/Callout.tsx'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Form } from '../../kit/Form.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { Link } from '../../kit/Link.tsx'
import { RadioGroup } from '../../kit/RadioGroup.tsx'
import { Select } from '../../kit/Select.tsx'
import { TextField } from '../../kit/TextField.tsx'
import { useForm } from '../../kit/useForm.ts'
import { paths } from '../../paths.ts'
import { linksQuery } from './linksData.ts'

type LinkDialogProps = { view: View; title: Words; onClose: () => void }

/** First what the link shows and for how long, then the link to be copied. */
export function LinkDialog({ view, title, onClose }: LinkDialogProps) {
  const [made, setMade] = useState<NewLink | null>(null)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={made ? { en: 'The link is ready', zh: '链接已创建' } : { en: 'Read-only link', zh: '只读链接' }}
      {...(!made && { description: { en: 'Shows this page, narrowed as it is now, to whoever has the link. No account is needed.', zh: '持有链接者无需账户，即可看到当前筛选下的这一页。' } })}
    >
      {made ? <Made made={made} /> : <LinkForm view={view} title={title} onMade={setMade} />}
    </Dialog>
  )
}

const terms = [
  { value: '7', label: { en: '7 days', zh: '7天' } },
  { value: '30', label: { en: '30 days', zh: '30天' } },
  { value: '90', label: { en: '90 days', zh: '90天' } },
  { value: '365', label: { en: 'One year', zh: '一年' } },
] as const

function LinkForm({ view, title, onMade }: { view: View; title: Words; onMade: (made: NewLink) => void }) {
  const { say } = useLanguage()
  const { org, may } = useOrganisation()
  const queries = useQueryClient()
  const isBoard = viewPages[view.page].of === 'board'
  const form = useForm({
    initial: { title: say(title), days: '30' as (typeof terms)[number]['value'], mode: 'live' as LinkDraft['mode'], mayNarrow: false, showsVerbatims: false, password: '' },
    send: ({ days, password, mayNarrow, ...values }) =>
      api.post<NewLink>(`/api/o/${org}/links`, {
        ...values,
        view,
        mayNarrow: mayNarrow && values.mode === 'live',
        password: password === '' ? null : password,
        expiresAt: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
      }),
    sent: async (made) => {
      onMade(made)
      await queries.invalidateQueries({ queryKey: linksQuery(org).queryKey })
    },
    check: ({ title, password }) => ({
      ...(title.trim() === '' && { title: { en: 'Say what the link is for.', zh: '请说明链接的用途。' } }),
      ...(password !== '' && password.length < 8 && { password: { en: 'At least 8 characters.', zh: '至少8个字符。' } }),
    }),
  })
  return (
    <Form form={form} submitLabel={{ en: 'Make link', zh: '创建链接' }}>
      <TextField label={{ en: 'Title', zh: '名称' }} hint={{ en: 'You find it in the list by this.', zh: '用于在列表中辨认。' }} maxLength={160} {...form.field('title')} />
      <Select label={{ en: 'Works for', zh: '有效期' }} options={terms} {...form.field('days')} />
      <RadioGroup
        label={{ en: 'Shows', zh: '内容' }}
        options={[
          { value: 'live', label: { en: 'The present figures, whenever it is opened', zh: '每次打开时的最新数据' } },
          { value: 'frozen', label: { en: 'The figures of now, whatever is answered later', zh: '此刻的数据，不随后续答卷变化' } },
        ]}
        {...form.field('mode')}
      />
      {form.values.mode === 'live' && (
        <Checkbox
          label={isBoard ? { en: 'Readers may switch period and unit', zh: '允许切换时段与机构' } : { en: 'Readers may narrow it further', zh: '允许读者进一步筛选' }}
          hint={{ en: 'Never beyond what it is narrowed to now.', zh: '不能超出当前筛选的范围。' }}
          {...form.toggle('mayNarrow')}
        />
      )}
      {may('verbatims:read') && (
        <Checkbox
          label={{ en: 'Include what people said in their own words', zh: '包含顾客原话' }}
          hint={{ en: 'Names and contact details are never shown.', zh: '绝不显示姓名和联系方式。' }}
          {...form.toggle('showsVerbatims')}
        />
      )}
      <TextField
        label={{ en: 'Password (optional)', zh: '密码（可选）' }}
        hint={{ en: 'Tell it by another way than the link.', zh: '请通过链接以外的途径告知。' }}
        maxLength={200}
        autoComplete="off"
        {...form.field('password')}
      />
    </Form>
  )
}

function Made({ made }: { made: NewLink }) {
  const { say, day } = useLanguage()
  const { org, organisation } = useOrganisation()
  const until = day(made.expiresAt, organisation.timeZone)
  return (
    <div className="flex flex-col gap-4">
      <Secret label={{ en: 'Read-only link', zh: '只读链接' }} text={made.url} />
      <Callout tone="caution" title={{ en: 'Copy it now: it is shown this once.', zh: '请立即复制：链接仅显示一次。' }}>
        {say({
          en: `Whoever has it sees the page until ${until}${made.hasPassword ? ', with the password' : ''}. Only its hash is kept.`,
          zh: `在${until}之前，持有链接${made.hasPassword ? '和密码' : ''}者均可查看。系统只保存其散列值。`,
        })}
      </Callout>
      <p className="text-mute">
        {say({ en: 'It can be extended or closed at any time: ', zh: '可随时延期或关闭：' })}
        <Link to={paths.links(org)}>{say({ en: 'all read-only links', zh: '全部只读链接' })}</Link>
      </p>
    </div>
  )
}
