import { useState } from 'react'
import { UserSearch } from 'lucide-react'
import type { PersonTraces } from '@gap5/contract/access/persons.ts'
import type { PersonTrace } from '@gap5/contract/personal-data.ts'
import { api } from '../api.ts'
import { Card } from '../kit/Card.tsx'
import { Checkbox } from '../kit/Checkbox.tsx'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Form } from '../kit/Form.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { TextField } from '../kit/TextField.tsx'
import { useForm } from '../kit/useForm.ts'
import { useOrganisation } from './me.ts'
import { PersonFound } from './PersonFound.tsx'

/** What is known of one person: found, handed out, erased. Whom one looks for never stands in the address. */
export function PersonsPage() {
  const { org } = useOrganisation()
  const [found, setFound] = useState<{ term: string; traces: PersonTrace[] } | null>(null)
  const search = async (term: string) => {
    const { traces } = await api.post<PersonTraces>(`/api/o/${org}/persons/search`, { term })
    setFound({ term, traces })
  }
  return (
    <>
      <PageHeader
        title={{ en: 'A person’s data', zh: '个人数据' }}
        under={{ en: 'Answer somebody who asks what you know of them, or who wants to be forgotten.', zh: '答复个人关于“你们存了我的哪些数据”的询问，或应其要求清除。' }}
      />
      <div className="flex flex-col gap-4">
        <Card>
          <Search search={search} />
        </Card>
        {found && <Result key={`${found.term} ${found.traces.length}`} {...found} onErased={() => search(found.term)} />}
      </div>
    </>
  )
}

function Search({ search }: { search: (term: string) => Promise<void> }) {
  const form = useForm({
    initial: { term: '' },
    send: ({ term }) => search(term.trim()),
    check: ({ term }): { term?: Words } => (term.trim().length < 2 ? { term: { en: 'Enter at least two characters.', zh: '请至少输入两个字符。' } } : {}),
  })
  return (
    <Form form={form} label={{ en: 'Find a person', zh: '查找个人' }} submitLabel={{ en: 'Find', zh: '查找' }} className="max-w-xl">
      <TextField
        label={{ en: 'Whom', zh: '查找对象' }}
        hint={{
          en: 'Name, e-mail address, phone number, customer number or the id of an answer, in full. Looked for in answers, words, contacts, invitations, drafts and imports.',
          zh: '请输入完整的姓名、邮箱、电话、客户编号或答卷编号。查找范围：答卷、原话、联系方式、邀请、未完成答卷与导入。',
        }}
        maxLength={320}
        autoComplete="off"
        {...form.field('term')}
      />
    </Form>
  )
}

function Result({ term, traces, onErased }: { term: string; traces: PersonTrace[]; onErased: () => Promise<void> }) {
  const { say, moment } = useLanguage()
  const { timeZone } = useOrganisation().organisation
  const [chosen, setChosen] = useState<ReadonlySet<PersonTrace>>(new Set(traces.filter(({ isMention }) => !isMention)))
  if (traces.length === 0) {
    return (
      <Card>
        <EmptyState icon={<UserSearch size={20} aria-hidden />} title={{ en: `Nothing is known of “${term}”`, zh: `没有“${term}”的数据` }}>
          {say({
            en: 'Anonymous answers cannot be traced to anybody. Try another way the person may stand here: an address, a phone number, a customer number.',
            zh: '匿名答卷无法对应到个人。可再试此人可能留下的其他信息：邮箱、电话或客户编号。',
          })}
        </EmptyState>
      </Card>
    )
  }
  const toggle = (trace: PersonTrace, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(trace)
    else next.delete(trace)
    setChosen(next)
  }
  return (
    <>
      <Card
        title={{ en: `Found in ${traces.length} ${traces.length === 1 ? 'place' : 'places'}`, zh: `在 ${traces.length} 处找到` }}
        description={{
          en: 'Choose what is this person’s. A name may be that of several people; words that only mention it are not chosen.',
          zh: '请勾选属于此人的条目。同名者可能不止一人；仅提到该内容的原话默认不勾选。',
        }}
      >
        <div className="flex flex-col">
          {traces.map((trace) => (
            <Checkbox
              key={`${trace.kind} ${trace.id}`}
              label={trace.title}
              hint={trace.detail}
              detail={trace.at === null ? undefined : moment(trace.at, timeZone)}
              checked={chosen.has(trace)}
              onCheckedChange={(on) => toggle(trace, on)}
            />
          ))}
        </div>
      </Card>
      {chosen.size > 0 && <PersonFound handles={[...chosen].map(({ kind, id }) => ({ kind, id }))} onErased={onErased} />}
    </>
  )
}
