import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { StudiesPage, Study } from '@gap5/contract/listen/studies.ts'
import type { Here } from '../access/me.ts'
import { api } from '../api.ts'
import type { Command } from '../kit/frame/command.ts'
import { addressed } from '../kit/address.ts'
import { paths } from '../paths.ts'

/** Studies for the command palette: the latest ones, or those whose title or address holds what is typed. */
export function useStudyCommands(here: Here, typed: string): Command[] {
  const navigate = useNavigate()
  const search = typed.trim()
  const { data } = useQuery({
    queryKey: ['studies', here.org, { search, limit: 8 }],
    queryFn: ({ signal }) =>
      api.get<StudiesPage>(addressed(`/api/o/${here.org}/studies`, { search, limit: 8 }), { signal }),
    enabled: here.may('studies:read'),
    placeholderData: keepPreviousData,
    throwOnError: false,
  })
  return (data?.studies ?? []).map((study) => ({
    key: study.id,
    group: { en: 'Studies', zh: '调查' },
    label: study.title,
    also: study.handle,
    run: () => void navigate({ href: placeOf(study, here.org) }),
  }))
}

/** A study is read where it has answers, and worked on where it has none. */
function placeOf(study: Study, org: string): string {
  return study.responses > 0 ? paths.results(org, study.handle) : paths.study(org, study.handle)
}
