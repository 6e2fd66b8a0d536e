import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { InstrumentDraft } from '@gap5/contract/listen/library.ts'
import type { Instrument } from '@gap5/contract/listen/studies.ts'
import { useOrganisation } from '../access/me.ts'
import { api } from '../api.ts'
import { addressed } from '../kit/address.ts'
import type { Words } from '../kit/language.tsx'
import { paths } from '../paths.ts'
import { ProblemError, sentenceOf, type FieldProblem } from '../problem.ts'
import { instrumentsKey } from './instrumentsData.ts'

/** Makes an instrument and opens it in the editor. */
export function useCreate() {
  const { org } = useOrganisation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ sentence: Words; fields: FieldProblem[] } | null>(null)
  const create = async (draft: InstrumentDraft, query: Record<string, string> = {}) => {
    setBusy(true)
    setFailure(null)
    try {
      const made = await api.post<Instrument>(`/api/o/${org}/instruments`, draft)
      await queries.invalidateQueries({ queryKey: instrumentsKey(org) })
      await navigate({ href: addressed(paths.instrumentEditor(org, made.id), query) })
    } catch (error) {
      setFailure({ sentence: sentenceOf(error), fields: error instanceof ProblemError ? error.fields : [] })
      setBusy(false)
    }
  }
  return { create, busy, failure }
}
