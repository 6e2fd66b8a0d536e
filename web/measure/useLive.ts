import { useEffect, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { pulseQuery, resultKey, type StudyPlace } from './results.ts'

export type Live = {
  /** Answers that came in since the page was opened. */
  newAnswers: number
  /** When the page last learned of a change; null before the first. */
  changedAt: Date | null
  /** The server answers. */
  isConnected: boolean
}

/** Watches the study's pulse and fetches the figures anew when it moves. */
export function useLive(place: StudyPlace): Live {
  const client = useQueryClient()
  const { data: pulse, dataUpdatedAt, isError } = useQuery(pulseQuery(place))
  const [seen, setSeen] = useState<{ revision: string; responses: number; changedAt: Date | null } | null>(null)
  const [atFirst, setAtFirst] = useState<number | null>(null)
  const moved = pulse !== undefined && pulse.revision !== seen?.revision
  if (moved) {
    setSeen({ ...pulse, changedAt: seen === null ? null : new Date(dataUpdatedAt) })
    if (atFirst === null) setAtFirst(pulse.responses)
  }
  const revision = pulse?.revision
  useEffect(() => {
    if (revision !== undefined) void client.invalidateQueries({ queryKey: resultKey({ org: place.org, study: place.study }) })
  }, [client, revision, place.org, place.study])
  return {
    newAnswers: Math.max(0, (seen?.responses ?? 0) - (atFirst ?? 0)),
    changedAt: seen?.changedAt ?? null,
    isConnected: !isError,
  }
}
