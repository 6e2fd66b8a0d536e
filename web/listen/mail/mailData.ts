import { keepPreviousData, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Mailing, MailSettings, Recipient, RecipientState } from '@gap5/contract/listen/mail.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { addressed } from '../../kit/address.ts'
import { useStudyPlace } from '../studiesData.ts'

/** While mails go out, counts are asked for anew so often. */
const live = 3_000

export function mailSettingsQuery(org: string) {
  return queryOptions({
    queryKey: [org, 'mail'],
    queryFn: ({ signal }) => api.get<MailSettings>(`/api/o/${org}/mail`, { signal }),
  })
}

export function useMailSettings(): MailSettings {
  return useSuspenseQuery(mailSettingsQuery(useOrganisation().org)).data
}

export function useMailings(): Mailing[] {
  const { path } = useStudyPlace()
  return useSuspenseQuery({
    queryKey: ['mailings', path],
    queryFn: ({ signal }) => api.get<Mailing[]>(`${path}/mailings`, { signal }),
    refetchInterval: live * 3,
  }).data
}

/** The mailing of the address. */
export function useMailing(): { mailing: Mailing; path: string } {
  const { path: study } = useStudyPlace()
  const { mailing: id = '' } = useParams({ strict: false })
  const path = `${study}/mailings/${id}`
  const { data } = useSuspenseQuery({
    queryKey: ['mailings', study, id],
    queryFn: ({ signal }) => api.get<Mailing>(path, { signal }),
    refetchInterval: live,
  })
  return { mailing: data, path }
}

export type RecipientsPage = { recipients: Recipient[]; next: string | null }

export function recipientsQuery(path: string, search: { state: RecipientState | null; after: string | undefined }) {
  return queryOptions({
    queryKey: ['mailings', path, 'recipients', search],
    queryFn: ({ signal }) => api.get<RecipientsPage>(addressed(`${path}/recipients`, search), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: live,
  })
}

export function useRefreshMailings(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['mailings'] })
}
