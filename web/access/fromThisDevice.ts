import type { Language } from '@gap5/contract/language.ts'
import type { OrganisationDraft } from '@gap5/contract/access/organisations.ts'

/** A new organisation as this device suggests it: one name stands for both languages until the other is told. */
export function organisationFromDevice(name: string, language: Language): Omit<OrganisationDraft, 'minimumN'> {
  const told = name.trim()
  return { name: { en: told, zh: told }, timeZone: deviceTimeZone(), language }
}

/** `UTC` where the browser hides its zone. */
export function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC'
}
