import { QueryClient } from '@tanstack/react-query'
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
