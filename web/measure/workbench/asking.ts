/** Asks the workbench's questions: what can be asked, and one answer, which comes line by line with its progress. */
import { useState } from 'react'
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { say } from '@gap5/contract/language.ts'
import type { BenchAnswer, BenchLine, Inquiries, Inquiry } from '@gap5/contract/measure/workbench.ts'
import { api } from '../../api.ts'
import { addressed, valuesOf, type Query } from '../../kit/address.ts'
import { rememberedLanguage } from '../../kit/speech.ts'
import { selectionIn, type StudyPlace } from '../results.ts'

export function benchPath({ org, study }: StudyPlace, rest = ''): string {
  return `/api/o/${encodeURIComponent(org)}/studies/${encodeURIComponent(study)}/results/workbench${rest}`
}

export function inquiriesQuery(place: StudyPlace, query: Query) {
  const selection = selectionIn(query)
  return queryOptions({
    queryKey: ['workbench', place.org, place.study, selection],
    queryFn: ({ signal }) => api.get<Inquiries>(addressed(benchPath(place), selection), { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Of an address, the selection and the inputs of the inquiry: what its answer depends on. */
export function askedOf(query: Query, { key: inquiry, inputs }: Inquiry): Query {
  const chosen = inputs.flatMap(({ key }) => (key in query ? [[key, valuesOf(query, key)] as const] : []))
  return { ...selectionIn(query), inquiry, ...Object.fromEntries(chosen) }
}

export type Asking = {
  answer: BenchAnswer | undefined
  /** Share in [0, 1] while it is computed; null before the first word of it. */
  share: number | null
  isRunning: boolean
  /** Ended by the user before there was an answer. */
  isCancelled: boolean
  error: Error | null
  cancel: () => void
  again: () => void
}

/** The answer to what the address asks. It is computed once, until it is asked for again. */
export function useAnswer(place: StudyPlace, inquiry: Inquiry, query: Query): Asking {
  const client = useQueryClient()
  const [share, setShare] = useState<number | null>(null)
  const asked = askedOf(query, inquiry)
  const queryKey = ['workbench', place.org, place.study, 'answer', asked]
  const { data, error, fetchStatus, status, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      setShare(null)
      return read(addressed(benchPath(place, '/answer'), asked), signal, setShare)
    },
    staleTime: Infinity,
    retry: false,
    throwOnError: false,
  })
  const isRunning = fetchStatus === 'fetching'
  return {
    answer: data,
    share,
    isRunning,
    isCancelled: !isRunning && status === 'pending',
    error,
    cancel: () => void client.cancelQueries({ queryKey }),
    again: () => void refetch(),
  }
}

async function read(path: string, signal: AbortSignal, progress: (share: number) => void): Promise<BenchAnswer> {
  for await (const line of api.lines<BenchLine | BenchAnswer>(path, { signal })) {
    if (!('kind' in line)) return line
    if (line.kind === 'progress') progress(line.share)
    else if (line.kind === 'answer') return line.answer
    else throw new Error(say(line.title, rememberedLanguage()))
  }
  throw new Error(say({ en: 'The answer broke off. Ask again.', zh: '结果中断，请重新计算。' }, rememberedLanguage()))
}
