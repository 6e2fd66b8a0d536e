/**
 * What is known of a person, wherever it lies. Each room lists in `room.ts` the sources of personal data it keeps
 * (`personalData`); a test compares their columns with the catalogue. `server/access/persons.ts` asks all of them.
 */
import type { Text } from '@gap5/contract/language.ts'
import type { Handle, PersonTrace } from '@gap5/contract/personal-data.ts'
import type { Trx } from './database.ts'

/** Things that belong to one person, by kind: `response`, `personal-link`, … */
export class Handles {
  readonly #ids = new Map<string, Set<string>>()

  constructor(handles: readonly Handle[] = []) {
    for (const handle of handles) this.add(handle)
  }

  /** False where it was there already. */
  add({ kind, id }: Handle): boolean {
    const ids = this.#ids.get(kind) ?? new Set()
    this.#ids.set(kind, ids)
    return ids.size < ids.add(id).size
  }

  of(kind: string): string[] {
    return [...(this.#ids.get(kind) ?? [])]
  }
}

/** One thing about a person: under `key` for programs, under `label` for people. */
export type Fact = { key: string; label: Text; value: unknown }

export type PersonalSource = {
  /** `<room>.<what>` */
  key: string
  title: Text
  /** `table.column` of everything in it that can tell who somebody is. */
  columns: readonly string[]
  /** What erasing does with it. */
  erasing: Text
  /** Where somebody stands under a name, an address, a phone number or an id. */
  find?: (trx: Trx, orgId: string, term: string) => Promise<PersonTrace[]>
  /** What else belongs to the same person as what is known. */
  follow?: (trx: Trx, orgId: string, known: Handles) => Promise<Handle[]>
  read: (trx: Trx, orgId: string, known: Handles) => Promise<Fact[][]>
  /** Does nothing the second time. Sources of later rooms are erased first, while what they point at is there. */
  erase: (trx: Trx, orgId: string, known: Handles, now: Date) => Promise<void>
}

export function fact(key: string, en: string, zh: string, value: unknown): Fact {
  return { key, label: { en, zh }, value: value instanceof Date ? value.toISOString() : value }
}

/** Words of the data, the same in both languages. */
export function verbatim(words: string): Text {
  return { en: words, zh: words }
}

/** For a search of a part in `like`. */
export function anywhere(term: string): string {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`
}
