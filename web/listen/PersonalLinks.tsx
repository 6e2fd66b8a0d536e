import { useState } from 'react'
import { Download, UserPlus } from 'lucide-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { counted } from '@gap5/contract/language.ts'
import { csvOf } from '@gap5/contract/csv.ts'
import type { Collector, PersonalLinks as Links, PersonalLinkStates } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Callout } from '../kit/Callout.tsx'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { save } from '../kit/save.ts'
import { Table } from '../kit/Table.tsx'
import { TextArea } from '../kit/TextArea.tsx'
import { useForm } from '../kit/useForm.ts'
import { AttributeValues } from './LinkValues.tsx'
import { filled } from './CollectorDialog.tsx'
import { useStudy, useStudyPlace } from './studiesData.ts'

/** How far the personal links have come, and making more. */
export function PersonalLinks({ collector }: { collector: Collector }) {
  const { say, figure } = useLanguage()
  const { may } = useOrganisation()
  const { path } = useStudyPlace()
  const [making, setMaking] = useState(false)
  const key = ['personal links', collector.id]
  const states = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<PersonalLinkStates>(`${path}/collectors/${collector.id}/links`, { signal }),
    refetchInterval: 10_000,
  }).data
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-3">
      <p className="text-body">
        {states &&
          say({
            en: `${figure(states.made)} made · ${figure(states.answered)} answered${states.expired > 0 ? ` · ${figure(states.expired)} expired` : ''}`,
            zh: `已生成 ${figure(states.made)} 个 · 已作答 ${figure(states.answered)} 个${states.expired > 0 ? ` · 已过期 ${figure(states.expired)} 个` : ''}`,
          })}
      </p>
      {may('studies:write') && (
        <Button icon={<UserPlus size={15} aria-hidden />} onClick={() => setMaking(true)}>
          {say({ en: 'Make links', zh: '生成链接' })}
        </Button>
      )}
      {making && <MakeLinks collector={collector} statesKey={key} onClose={() => setMaking(false)} />}
    </div>
  )
}

function MakeLinks({ collector, statesKey, onClose }: { collector: Collector; statesKey: string[]; onClose: () => void }) {
  const { path } = useStudyPlace()
  const { attributes } = useStudy()
  const queries = useQueryClient()
  const [made, setMade] = useState<Links | null>(null)
  const form = useForm({
    initial: { recipients: '', attributes: {} as Record<string, string> },
    draft: `personal links ${collector.id}`,
    send: ({ recipients, attributes }) =>
      api.post<Links>(`${path}/collectors/${collector.id}/links`, {
        recipients: namesIn(recipients).map((label) => ({ label, attributes: filled(attributes) })),
      }),
    sent: (links) => {
      setMade(links)
      void queries.invalidateQueries({ queryKey: statesKey })
    },
    check: ({ recipients }) => ({
      ...(namesIn(recipients).length === 0 && { recipients: { en: 'Enter at least one recipient.', zh: '请至少填写一位收件人。' } }),
      ...(namesIn(recipients).length > 5000 && { recipients: { en: 'At most 5,000 at once.', zh: '一次最多 5,000 位。' } }),
    }),
  })
  if (made) return <MadeLinks collector={collector} links={made.links} onClose={onClose} />
  return (
    <Dialog open onOpenChange={onClose} title={{ en: 'Make personal links', zh: '生成个人链接' }} description={{ en: 'Each answers once. They are shown this one time only.', zh: '每个链接只能作答一次，且仅在此显示一次。' }}>
      <Form form={form} submitLabel={{ en: 'Make links', zh: '生成链接' }}>
        <TextArea
          label={{ en: 'Recipients', zh: '收件人' }}
          hint={{ en: 'One a line: a name, a customer number, whatever you know them by. Paste a column from a spreadsheet.', zh: '每行一位：姓名、客户编号等便于您识别的内容，可从表格整列粘贴。' }}
          rows={8}
          {...form.field('recipients')}
        />
        <AttributeValues
          attributes={attributes.filter(({ key }) => !(key in collector.attributes))}
          values={form.values.attributes}
          onChange={(key, value) => form.set('attributes', { ...form.values.attributes, [key]: value })}
        />
      </Form>
    </Dialog>
  )
}

function namesIn(lines: string): string[] {
  return lines.split('\n').map((line) => line.trim().slice(0, 200)).filter(Boolean)
}

function MadeLinks({ collector, links, onClose }: { collector: Collector; links: Links['links']; onClose: () => void }) {
  const { say, figure } = useLanguage()
  const shown = links.slice(0, 100)
  const download = () => {
    const file = csvOf([[say({ en: 'Recipient', zh: '收件人' }), say({ en: 'Link', zh: '链接' })], ...links.map(({ label, url }) => [label, url])])
    save(`${collector.slug}-links.csv`, file, 'text/csv')
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="wide"
      title={{ en: `${counted(links.length, 'link is', 'links are')} ready`, zh: `已生成 ${figure(links.length)} 个链接` }}
      actions={
        <>
          <CopyButton text={links.map(({ label, url }) => `${label}\t${url}`).join('\n')} label={{ en: 'Copy all', zh: '全部复制' }} />
          <Button look="primary" icon={<Download size={15} aria-hidden />} onClick={download}>
            {say({ en: 'Download CSV', zh: '下载 CSV' })}
          </Button>
        </>
      }
    >
      <Callout tone="caution" title={{ en: 'Save them now: only fingerprints of the links are kept, so they cannot be shown again.', zh: '请立即保存：系统只保留链接的指纹，之后无法再次显示。' }} />
      <div className="mt-3">
        <Table
          caption={{ en: 'Personal links', zh: '个人链接' }}
          rows={shown}
          rowKey={({ url }) => url}
          columns={[
            { key: 'label', header: { en: 'Recipient', zh: '收件人' }, render: ({ label }) => label },
            { key: 'url', header: { en: 'Link', zh: '链接' }, align: 'start', className: 'break-all', render: ({ url }) => <code>{url}</code> },
          ]}
          footer={links.length > shown.length && say({ en: `The first 100 of ${figure(links.length)}; the file holds all.`, zh: `仅显示前 100 个，共 ${figure(links.length)} 个；文件包含全部。` })}
        />
      </div>
    </Dialog>
  )
}
