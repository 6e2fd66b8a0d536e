import type { Text } from '@gap5/contract/language.ts'
import { itemColumns, type ItemColumn } from '@gap5/contract/listen/item-table.ts'

export const columnWords: Record<ItemColumn, Text> = {
  key: { en: 'Key', zh: '键' },
  en: { en: 'English', zh: '英文' },
  zh: { en: 'Chinese', zh: '中文' },
  dimension: { en: 'Dimension', zh: '维度' },
  reversed: { en: 'Reversed', zh: '反向' },
  ignore: { en: 'Leave out', zh: '不采用' },
}

/** A column used twice is left out where it was before. */
export function withColumn(columns: readonly ItemColumn[], place: number, chosen: ItemColumn): ItemColumn[] {
  return columns.map((column, index) => (index === place ? chosen : column === chosen && chosen !== 'ignore' ? 'ignore' : column))
}

export const columnOptions = itemColumns.map((value) => ({ value, label: columnWords[value] }))
