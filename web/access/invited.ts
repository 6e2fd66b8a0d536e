/**
 * The invitation this tab came with. The token stands after `#` in the link, so the server never sees it in an address;
 * it is kept for this tab until it is accepted, because signing in or up may lie between.
 */
const key = 'gap5.invitation'

export type Invited = { token: string; email: string }

export function keepInvited(invited: Invited): void {
  sessionStorage.setItem(key, JSON.stringify(invited))
}

export function keptInvited(): Invited | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Invited | null
  } catch {
    return null
  }
}

export function forgetInvited(): void {
  sessionStorage.removeItem(key)
}
