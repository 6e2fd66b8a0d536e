import { counted } from '@gap5/contract/language.ts'
import type { Role } from '@gap5/contract/listen/instrument.ts'
import { roleWords } from '@gap5/contract/listen/role-words.ts'
import { reasonWords } from '@gap5/contract/measure/reasons.ts'
import type { Distribution, StudyResult } from '@gap5/contract/measure/results.ts'
import { valueOf } from '../kit/address.ts'
import { Card } from '../kit/Card.tsx'
import { DistributionBars } from '../kit/charts/DistributionBars.tsx'
import { useLanguage } from '../kit/language.tsx'
import { Select } from '../kit/Select.tsx'
import { useAddress } from '../kit/useAddress.ts'
import { kanoAnswers } from './words.ts'

/** How the answers to each question spread, one level at a time. */
export function DistributionCard({ result }: { result: StudyResult }) {
  const { query, change } = useAddress()
  const roles = [...new Set(result.distributions.map(({ role }) => role))]
  const chosen = roles.find((role) => role === valueOf(query, 'level')) ?? (roles.includes('perception') ? 'perception' : roles[0])
  if (chosen === undefined) return null
  const shown = result.distributions.filter(({ role }) => role === chosen)
  return (
    <Card
      title={{ en: 'How the answers spread', zh: '回答的分布' }}
      actions={
        roles.length > 1 && (
          <Select
            className="unprinted w-44"
            hideLabel
            label={{ en: 'Level', zh: '水平' }}
            value={chosen}
            onValueChange={(level: Role) => change({ level })}
            options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
          />
        )
      }
    >
      <div className="grid gap-6">
        {byScale(shown).map((group) => (
          <Bars key={`${group[0]?.variable ?? ''}`} group={group} role={chosen} lowIsGood={isKano(chosen) || isLowGood(group, result)} />
        ))}
      </div>
    </Card>
  )
}

/** Questions on one scale stand in one picture. */
function byScale(rows: readonly Distribution[]): Distribution[][] {
  const groups = new Map<string, Distribution[]>()
  for (const row of rows) groups.set(`${row.min} ${row.max}`, [...(groups.get(`${row.min} ${row.max}`) ?? []), row])
  return [...groups.values()]
}

type BarsProps = { group: readonly Distribution[]; role: Role; lowIsGood: boolean }

function Bars({ group, role, lowIsGood }: BarsProps) {
  const { say, figure } = useLanguage()
  const [first] = group
  if (first === undefined) return null
  const shown = group.filter((row) => row.counts !== null)
  const other = group.reduce((sum, row) => sum + row.other, 0)
  const reversed = shown.some((row) => row.reversed)
  const absent = absences(group)
  return (
    <div>
      {shown.length > 0 ? (
        <DistributionBars
          title={roleWords[role]}
          hideTitle
          description={{ en: `Per cent of answers at each point from ${first.min} to ${first.max}.`, zh: `${first.min}至${first.max}各点的回答百分比。` }}
          scale={{ min: first.min, max: first.max }}
          lowIsGood={lowIsGood}
          {...(isKano(role) && { pointWords: kanoAnswers })}
          rows={shown.map((row) => ({ key: row.variable, label: row.title, counts: row.counts ?? [], mean: row.estimate.value, missing: row.estimate.missing }))}
        />
      ) : (
        <p className="text-mute">{say(reasonWords[first.estimate.reason ?? 'no-answers'])}</p>
      )}
      <p className="mt-2 text-mute">
        {say({
          en: `Missing over these questions: ${figure(absent.blank)} left blank, ${figure(absent.notApplicable)} not applicable, ${figure(absent.dontKnow)} don’t know.`,
          zh: `这些题目的缺失：空白${figure(absent.blank)}，不适用${figure(absent.notApplicable)}，不知道${figure(absent.dontKnow)}。`,
        })}
        {other > 0 && say({ en: ` ${counted(other, 'answer lies', 'answers lie')} between points and ${other === 1 ? 'is' : 'are'} not drawn.`, zh: `另有${figure(other)}个回答落在两点之间，未绘出。` })}
        {reversed && say({ en: ' Negatively worded statements are turned round.', zh: '反向题项已作反转。' })}
      </p>
    </div>
  )
}

/** The points of Kano questions have names, and liking comes first. */
function isKano(role: Role): boolean {
  return role === 'functional' || role === 'dysfunctional'
}

function isLowGood(group: readonly Distribution[], { indicators }: StudyResult): boolean {
  return group.every(({ item }) => indicators.some((indicator) => indicator.item === item && indicator.scale.lowIsGood))
}

function absences(rows: readonly Distribution[]) {
  const sum = (part: 'blank' | 'notApplicable' | 'dontKnow') => rows.reduce((total, row) => total + row[part], 0)
  return { blank: sum('blank'), notApplicable: sum('notApplicable'), dontKnow: sum('dontKnow') }
}
