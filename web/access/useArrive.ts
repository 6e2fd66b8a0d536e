import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

/** Goes on as somebody else than before: nothing the server told the one before is kept. */
export function useArrive(): (href: string) => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async (href) => {
    queries.clear()
    await navigate({ href, replace: true })
  }
}
