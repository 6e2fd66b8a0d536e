import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Card } from '@gap5/contract/measure/boards.ts'
import type { StudyResult } from '@gap5/contract/measure/results.ts'
import { useOrganisation } from '../../access/me.ts'
import type { Query } from '../../kit/address.ts'
import { Checkbox } from '../../kit/Checkbox.tsx'
import { Combobox } from '../../kit/Combobox.tsx'
import { newId } from '../../kit/newId.ts'
import { useLanguage } from '../../kit/language.tsx'
import { offeredIn, offersQuery } from '../readings/readingsData.ts'
import { attributesIn, candidatesOf, distribution, figure, type Candidate } from './candidates.ts'

type CandidateListProps = { study: string; result: StudyResult; query: Query; chosen: readonly Candidate[]; onChange: (chosen: Candidate[]) => void }

/** What can be put on a board: the usual ones to tick, and any other figure or question to be found by typing. */
export function CandidateList({ study, result, query, chosen, onChange }: CandidateListProps) {
  const { say } = useLanguage()
  const [others, setOthers] = useState<Candidate[]>([])
  const { org } = useOrganisation()
  const usual = candidatesOf(study, result, query, offeredIn(useQuery(offersQuery({ org, study })).data))
  const shown = [...usual, ...others.filter(({ key }) => !usual.some((each) => each.key === key))]
  const of = { study, attributes: attributesIn(query) }
  const toggle = (candidate: Candidate, on: boolean) => onChange(on ? [...chosen, candidate] : chosen.filter(({ key }) => key !== candidate.key))
  const add = (candidate: Candidate) => {
    setOthers((before) => [...before.filter(({ key }) => key !== candidate.key), candidate])
    onChange([...chosen.filter(({ key }) => key !== candidate.key), candidate])
  }
  const chooseFigure = (key: string | null) => {
    const measure = result.measures.find((each) => each.key === key)
    if (measure) add(figure(of, measure))
  }
  const chooseSpread = (variable: string | null) => {
    const found = result.distributions.find((each) => each.variable === variable)
    if (found) add(distribution(of, found))
  }
  return (
    <div className="grid gap-4">
      <div role="group" aria-label={say({ en: 'Cards', zh: '卡片' })} className="grid max-h-72 gap-0.5 overflow-y-auto pr-2">
        {shown.map((candidate) => (
          <Checkbox key={candidate.key} label={candidate.title} hint={candidate.kind} checked={chosen.some(({ key }) => key === candidate.key)} onCheckedChange={(on) => toggle(candidate, on)} />
        ))}
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Combobox label={{ en: 'Another figure', zh: '其他指标' }} value={null} onValueChange={chooseFigure} options={result.measures.map(({ key, title }) => ({ value: key, label: title }))} />
        <Combobox label={{ en: 'Answers to a question', zh: '某题的回答分布' }} value={null} onValueChange={chooseSpread} options={result.distributions.map(({ variable, title }) => ({ value: variable, label: title }))} />
      </div>
    </div>
  )
}

/** Whole, as the server keeps them: the board shows them before it has answered. */
export function newCards(chosen: readonly Candidate[]): Card[] {
  return chosen.map(({ card }) => ({ title: null, attributes: {}, ...card, id: newId() }) as Card)
}
