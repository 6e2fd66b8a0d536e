/**
 * What a file of answers that leaves the product says about itself, so that it is understood without help when it comes
 * back: the questionnaire and the attributes. Spreadsheet and statistics programs keep it unseen.
 */
import { z } from 'zod'
import { definitionSchema, type Definition } from '@gap5/contract/listen/instrument.ts'
import { attributesSchema, type Attribute } from '@gap5/contract/listen/studies.ts'

export type Source = { definition: Definition; attributes: Attribute[] }

const sourceSchema = z.object({ gap5: z.literal(1), definition: definitionSchema, attributes: attributesSchema })

/** Where a workbook keeps it. */
export const sourcePart = 'customXml/item1.xml'
/** Under which name an SPSS file keeps it. */
export const sourceAttribute = 'gap5'

export function sourceText({ definition, attributes }: Source): string {
  return JSON.stringify({ gap5: 1, definition, attributes })
}

/** As a part of a workbook. */
export function sourceXml(source: Source): string {
  const text = Buffer.from(sourceText(source)).toString('base64')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<source xmlns="urn:gap5:source">${text}</source>`
}

/** Null where there is none, or where it was tampered with: it only helps to guess. */
export function sourceFrom(text: string): Source | null {
  const packed = /<source xmlns="urn:gap5:source">([\w+/=\s]+)<\/source>/.exec(text)?.[1]
  try {
    const { definition, attributes } = sourceSchema.parse(JSON.parse(packed === undefined ? text : Buffer.from(packed, 'base64').toString()))
    return { definition, attributes }
  } catch {
    return null
  }
}
