import { useState } from 'react'
import { Plus, Trash2 } from 'lucide-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Quota, QuotaState } from '@gap5/contract/listen/quotas.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { Button } from '../kit/Button.tsx'
import { Card } from '../kit/Card.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage } from '../kit/language.tsx'
import { NumberField } from '../kit/NumberField.tsx'
import { Progress } from '../kit/Progress.tsx'
import { Select } from '../kit/Select.tsx'
import { notify } from '../kit/Toast.tsx'
import { useForm } from '../kit/useForm.ts'
import { AttributeValue } from './LinkValues.tsx'
import { filled } from './CollectorDialog.tsx'
import { seen, useCollectors, useRefreshStudy, useStudy, useStudyPlace } from './studiesData.ts'
import { useValueWords } from './useValueWords.ts'

/** How many answers of each kind are wanted, and how many there are. */
export function QuotaCard() {
  const { say, figure } = useLanguage()
  const { may } = useOrganisation()
  const { path } = useStudyPlace()
  const { settings } = useStudy()
  const [editing, setEditing] = useState(false)
  const nameOf = useQuotaNames()
  const states = useQuery({
    queryKey: ['quotas', path, settings.quotas],
    queryFn: ({ signal }) => api.get<QuotaState[]>(`${path}/quotas`, { signal }),
    refetchInterval: 5_000,
    enabled: settings.quotas.length > 0,
  }).data ?? []
  if (settings.quotas.length === 0 && !may('studies:write')) return null
  const full = states.filter(({ filled: count, target }) => count >= target).length
  return (
    <Card
      title={{ en: 'Quotas', zh: '配额' }}
      description={
        settings.quotas.length === 0
          ? { en: 'So many answers of a kind and no more: people beyond that are thanked and turned away. Imports always count and are never turned away.', zh: '限定某类答卷的数量，满额后会礼貌婉拒；导入的数据计入配额，但不会被拒。' }
          : { en: `${figure(full)} of ${figure(settings.quotas.length)} full`, zh: `共 ${figure(settings.quotas.length)} 项，已满 ${figure(full)} 项` }
      }
      actions={
        may('studies:write') && (
          <Button size="small" onClick={() => setEditing(true)}>
            {settings.quotas.length === 0 ? say({ en: 'Set quotas', zh: '设置配额' }) : say({ en: 'Change', zh: '更改' })}
          </Button>
        )
      }
    >
      <ul className="grid gap-3 empty:hidden">
        {states.map((quota) => (
          <li key={JSON.stringify([quota.values, quota.collectorId])}>
            <Progress
              label={nameOf(quota)}
              share={Math.min(1, quota.filled / quota.target)}
              detail={{
                en: `${figure(quota.filled)} of ${figure(quota.target)}${quota.turnedAway > 0 ? `, turned away ${figure(quota.turnedAway)} times` : ''}`,
                zh: `${figure(quota.filled)} / ${figure(quota.target)}${quota.turnedAway > 0 ? `，婉拒 ${figure(quota.turnedAway)} 次` : ''}`,
              }}
            />
          </li>
        ))}
      </ul>
      {editing && <QuotaDialog onClose={() => setEditing(false)} />}
    </Card>
  )
}

function useQuotaNames(): (quota: Quota) => string {
  const { say } = useLanguage()
  const { attributes } = useStudy()
  const collectors = useCollectors()
  const wordsOf = useValueWords()
  return ({ values, collectorId }) => {
    const parts = Object.entries(values).map(([key, value]) => `${say(attributes.find((one) => one.key === key)?.title ?? key)}${say({ en: ': ', zh: '：' })}${say(wordsOf(key, value))}`)
    const collector = collectors.find(({ id }) => id === collectorId)
    return [...parts, ...(collector ? [collector.title] : [])].join(' · ')
  }
}

const anyCollector = 'any'

function QuotaDialog({ onClose }: { onClose: () => void }) {
  const { say } = useLanguage()
  const { path } = useStudyPlace()
  const study = useStudy()
  const collectors = useCollectors()
  const refresh = useRefreshStudy()
  const queries = useQueryClient()
  const closed = study.attributes.filter(({ type }) => type === 'unit' || type === 'choice')
  type Row = { values: Record<string, string>; collectorId: string; target: number | null }
  const form = useForm({
    initial: { rows: study.settings.quotas.map(({ values, collectorId, target }): Row => ({ values, collectorId: collectorId ?? anyCollector, target })) },
    send: ({ rows }) => {
      const quotas = rows.map(({ values, collectorId, target }) => ({ values: filled(values), collectorId: collectorId === anyCollector ? null : collectorId, target }))
      return api.patch(path, { settings: { ...study.settings, quotas } }, { headers: seen(study) })
    },
    sent: async () => {
      onClose()
      await refresh()
      await queries.invalidateQueries({ queryKey: ['quotas', path] })
      notify({ title: { en: 'Quotas saved', zh: '配额已保存' } })
    },
    check: ({ rows }) => Object.fromEntries(rows.flatMap(({ target }, at) => (target === null ? [[`settings.quotas.${at}.target`, { en: 'Enter how many are wanted.', zh: '请填写目标数量。' }]] : []))),
  })
  const { rows } = form.values
  const change = (at: number, row: Partial<Row>) => form.set('rows', rows.map((each, place) => (place === at ? { ...each, ...row } : each)))
  return (
    <Dialog open onOpenChange={onClose} width="wide" title={{ en: 'Quotas', zh: '配额' }} description={{ en: 'An answer needs a free place in every quota whose values it carries.', zh: '一份答卷须在其符合的每项配额中都有名额。' }}>
      <Form form={form}>
        {rows.map((row, at) => (
          // Rows have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <fieldset key={at} data-field={`settings.quotas.${at}.values`} className="rounded-control border border-line p-3">
            <legend className="px-1 text-mute">{say({ en: `Quota ${at + 1}`, zh: `配额 ${at + 1}` })}</legend>
            <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4">
              {closed.map((attribute) => (
                <AttributeValue key={attribute.key} attribute={attribute} value={row.values[attribute.key] ?? ''} onChange={(value) => change(at, { values: { ...row.values, [attribute.key]: value } })} />
              ))}
              <Select
                label={{ en: 'Came by', zh: '收集渠道' }}
                value={row.collectorId}
                options={[{ value: anyCollector, label: { en: 'any way', zh: '不限' } }, ...collectors.map(({ id, title }) => ({ value: id, label: title }))]}
                onValueChange={(collectorId) => change(at, { collectorId })}
              />
              <NumberField label={{ en: 'Wanted', zh: '目标数量' }} name={`settings.quotas.${at}.target`} min={1} value={row.target} onValueChange={(target) => change(at, { target })} />
              <Button look="quiet" icon={<Trash2 size={15} aria-hidden />} label={{ en: `Remove quota ${at + 1}`, zh: `移除配额 ${at + 1}` }} onClick={() => form.set('rows', rows.filter((_, place) => place !== at))} />
            </div>
          </fieldset>
        ))}
        <div>
          <Button icon={<Plus size={15} aria-hidden />} onClick={() => form.set('rows', [...rows, { values: {}, collectorId: anyCollector, target: 100 }])}>
            {say({ en: 'Add a quota', zh: '新增配额' })}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
