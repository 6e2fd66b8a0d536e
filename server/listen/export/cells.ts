import type { Cell } from '@gap5/contract/csv.ts'
import { notApplicable } from '@gap5/contract/listen/answers.ts'
import type { Field } from './fields.ts'
import type { ExportRow } from './rows.ts'

/** What stands for the answers that are none, in text and, for SPSS, as codes beyond every scale. */
export const absentWords = { na: 'N/A', dk: 'DK' } as const
export const absentCodes = { na: -98, dk: -99 } as const
/** Between several options chosen. */
export const betweenOptions = ';'

/** One cell of a wide table. `moment` says a time as the table wants it. */
export function cellOf<Moment>(field: Field, row: ExportRow, moment: (at: Date) => Moment): Cell | Moment {
  switch (field.kind) {
    case 'id':
      return row.id
    case 'moment': {
      const at = field.of(row)
      return at && moment(at)
    }
    case 'text':
    case 'number':
      return field.of(row)
    case 'attribute':
      return attributeCell(row.attributes[field.key], field.type)
    case 'choice':
      return row.choices[field.item]?.join(betweenOptions) || null
    case 'rating': {
      const given = row.ratings[field.variable]
      return given === undefined ? null : typeof given === 'number' ? given : given === notApplicable ? absentWords.na : absentWords.dk
    }
  }
}

function attributeCell(value: string | undefined, type: string): Cell {
  if (value === undefined || value === '') return null
  const number = type === 'number' ? Number(value) : Number.NaN
  return Number.isNaN(number) ? value : number
}
