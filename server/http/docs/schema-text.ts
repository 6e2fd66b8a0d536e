/** A JSON Schema in the few words that a person reads: `{ key: string, n?: integer 0 to 10 }`, a line a property. */

export type Schema = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  prefixItems?: Schema[]
  format?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  description?: string
  default?: unknown
}

export function schemaText(schema: Schema, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'any'
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((each) => schemaText(each, indent)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((each) => schemaText(each, indent)).join(' & ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => schemaText({ ...schema, type }, indent)).join(' | ')
  switch (schema.type) {
    case 'object':
      return objectText(schema, indent)
    case 'array':
      return arrayText(schema, indent)
    case 'string':
      return ['string', schema.format, range(schema.minLength, schema.maxLength)].filter(Boolean).join(' ')
    case 'number':
    case 'integer':
      return [schema.type, range(bound(schema.minimum ?? schema.exclusiveMinimum), bound(schema.maximum))].filter(Boolean).join(' ')
    default:
      return schema.type ?? 'any'
  }
}

function objectText({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, each]) => `${inner}${nameOf(name)}${required.includes(name) && each.default === undefined ? '' : '?'}: ${schemaText(each, inner)}${each.description ? `  // ${each.description}` : ''}`)
  const others = typeof additionalProperties === 'object' ? [`${inner}[key]: ${schemaText(additionalProperties, inner)}`] : []
  const all = [...lines, ...others]
  return all.length === 0 ? '{ }' : `{\n${all.join('\n')}\n${indent}}`
}

function arrayText({ items, prefixItems, minItems, maxItems }: Schema, indent: string): string {
  if (prefixItems) return `[${prefixItems.map((each) => schemaText(each, indent)).join(', ')}]`
  const of = items ? schemaText(items, indent) : 'any'
  const count = range(minItems, maxItems)
  return `${of.includes(' ') && !of.startsWith('{') ? `(${of})` : of}[]${count ? ` ${count}` : ''}`
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

/** The ends of what a computer can count are no bounds to tell. */
function bound(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined
}

function range(low: number | undefined, high: number | undefined): string {
  if (low !== undefined && high !== undefined) return low === high ? `(${low})` : `(${low} to ${high})`
  return low !== undefined ? `(${low} or more)` : high !== undefined ? `(up to ${high})` : ''
}
