import { useEffect, useState } from 'react'

const prefix = 'gap5.draft.'

/**
 * State that outlives a crash, a reload and a sign-in: kept in this tab's session storage under `key` until `forget`.
 * Without a key it is plain state. Never use it for passwords.
 */
export function useDraft<Value>(
  key: string | null,
  initial: Value,
): [Value, (value: Value | ((before: Value) => Value)) => void, () => void] {
  const [value, setValue] = useState<Value>(() => recalled(key) ?? initial)
  useEffect(() => {
    if (key !== null && JSON.stringify(value) !== JSON.stringify(initial))
      sessionStorage.setItem(prefix + key, JSON.stringify(value))
    // `initial` is what the form started from; a new object with every render is no change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, value])
  const forget = () => {
    if (key !== null) sessionStorage.removeItem(prefix + key)
  }
  return [value, setValue, forget]
}

function recalled<Value>(key: string | null): Value | null {
  if (key === null) return null
  try {
    return JSON.parse(sessionStorage.getItem(prefix + key) ?? 'null')
  } catch {
    return null
  }
}
