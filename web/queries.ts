import { QueryClient } from '@tanstack/react-query'
import { onRefusal } from './api.ts'
import { reported } from './kit/frame/connection.ts'
import { ConnectionError } from './problem.ts'

/** What the server told, kept for a while. A refusal is final; silence is asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (times, error) => error instanceof ConnectionError && times < 2,
      // A page whose first load fails shows the failure; one that has data keeps it and the banner tells.
      throwOnError: (_, query) => query.state.data === undefined,
    },
  },
})

/** Signed out in another tab, given another role or taken from the organisation: the page is told with the first refusal. */
onRefusal(({ status, code }, path) => {
  if (status === 401 && path.startsWith('/api/o/')) reported('signed-out')
  if (status === 403 || code === 'access.organisation-unknown') void queries.invalidateQueries({ queryKey: ['me'] })
})
