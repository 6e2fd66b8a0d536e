import type { Generated } from 'kysely'
import type { Text } from '@gap5/contract/language.ts'

export interface UnitTable {
  org_id: string
  id: Generated<string>
  code: string
  kind: 'branch' | 'department'
  title: Text
  parent_id: string | null
  created_at: Date
}

export interface UnitTables {
  unit: UnitTable
}
