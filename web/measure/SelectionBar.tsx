import { markWords } from '@gap5/contract/listen/mark-words.ts'
import { todayIn } from '../kit/period.ts'
import { ChevronDown } from 'lucide-react'
import { markPolicies, type MarkPolicy } from '@gap5/contract/measure/selection.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../access/me.ts'
import { valueOf } from '../kit/address.ts'
import { Button } from '../kit/Button.tsx'
import { FilterBar } from '../kit/FilterBar.tsx'
import { useGuest } from '../kit/guest.ts'
import { useLanguage } from '../kit/language.tsx'
import { Menu } from '../kit/Menu.tsx'
import { useAddress } from '../kit/useAddress.ts'
import type { StudyPlace } from './results.ts'
import type { Live } from './useLive.ts'
import { policyWords } from './words.ts'

/** Chips to narrow the page, and what it rests on: n, incomplete, left out, live. */
export function SelectionBar({ result, live }: { place: StudyPlace; result: StudyResult; live: Live }) {
  const { organisation } = useOrganisation()
  const filters = result.breakdowns
    .filter(({ type }) => type !== 'time')
    .map(({ key, title, values }) => ({
      key: `a.${key}`,
      label: title,
      options: values.map((value) => ({ value: value.value, label: value.title, ...(value.n > 0 && { count: value.n }) })),
    }))
  return (
    <FilterBar filters={filters} period={{ today: todayIn(organisation.timeZone) }}>
      <Basis result={result} />
      <LiveMark live={live} timeZone={organisation.timeZone} />
    </FilterBar>
  )
}

function Basis({ result }: { result: StudyResult }) {
  const { say, figure } = useLanguage()
  const incomplete = result.incomplete
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span>{`n ${figure(result.responses)}`}</span>
      {incomplete > 0 && (
        <span>
          {say({ en: `${figure(incomplete)} incomplete, left out per item`, zh: `${figure(incomplete)}份不完整，逐题剔除` })}
        </span>
      )}
      <Marked result={result} />
    </span>
  )
}

/** What quality marks left out, and the choice to see it otherwise. */
function Marked({ result }: { result: StudyResult }) {
  const { say, figure } = useLanguage()
  const { query, change } = useAddress()
  const isGuest = useGuest() !== null
  const leftOut = result.leftOut.reduce((sum, { n }) => sum + n, 0)
  const marked = result.marked.reduce((sum, { n }) => sum + n, 0)
  if (leftOut + marked === 0) return null
  const now: MarkPolicy = markPolicies.find((policy) => policy === valueOf(query, 'marks')) ?? 'usual'
  const words =
    leftOut > 0
      ? { en: `${figure(leftOut)} left out`, zh: `剔除${figure(leftOut)}份` }
      : { en: `${figure(marked)} marked`, zh: `${figure(marked)}份有标记` }
  if (isGuest) return <span>{say(words)}</span>
  const reasons = [...result.leftOut, ...result.marked].map(({ reason, n }) => `${say(markWords[reason])} ${figure(n)}`)
  return (
    <Menu
      trigger={
        <Button look="quiet" size="small">
          {say(words)}
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
      entries={[
        { heading: reasons.join(say({ en: ', ', zh: '，' })) },
        ...markPolicies.map((policy) => ({
          label: policyWords[policy].label,
          checked: policy === now,
          onSelect: () => change({ marks: policy === 'usual' ? null : policy }),
        })),
      ]}
    />
  )
}

function LiveMark({ live, timeZone }: { live: Live; timeZone: string }) {
  const { say, figure, language } = useLanguage()
  if (!live.isConnected) return <span className="unprinted text-warn">{say({ en: 'Not live', zh: '未实时更新' })}</span>
  const time = live.changedAt && new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(live.changedAt)
  const news =
    live.newAnswers > 0
      ? { en: `${figure(live.newAnswers)} new ${live.newAnswers === 1 ? 'answer' : 'answers'}, updated ${time ?? ''}`, zh: `新增${figure(live.newAnswers)}份答卷，${time ?? ''}更新` }
      : time
        ? { en: `updated ${time}`, zh: `${time}更新` }
        : { en: 'live', zh: '实时' }
  return (
    <output className="unprinted inline-flex items-center gap-1.5 whitespace-nowrap">
      <span className="size-1.5 animate-pulse rounded-full bg-accent motion-reduce:animate-none" aria-hidden />
      {say(news)}
    </output>
  )
}
