import type { PlsModel, PlsPath } from './model.ts'

/**
 * The national satisfaction indices as path models. Each takes the columns of a study construct by construct; a construct without
 * columns is left out together with its paths.
 */

const ecsiPaths = {
  image: ['expectation', 'satisfaction', 'loyalty'],
  expectation: ['quality', 'value', 'satisfaction'],
  quality: ['value', 'satisfaction'],
  value: ['satisfaction'],
  satisfaction: ['complaints', 'loyalty'],
  complaints: ['loyalty'],
  loyalty: [],
} as const

const acsiPaths = {
  expectation: ['quality', 'value', 'satisfaction'],
  quality: ['value', 'satisfaction'],
  value: ['satisfaction'],
  satisfaction: ['complaints', 'loyalty'],
  complaints: ['loyalty'],
  loyalty: [],
} as const

const ccsiPaths = {
  image: ['expectation', 'quality', 'value', 'satisfaction'],
  expectation: ['quality', 'value', 'satisfaction'],
  quality: ['value', 'satisfaction'],
  value: ['satisfaction'],
  satisfaction: ['loyalty'],
  loyalty: [],
} as const

type Items<Constructs> = { readonly [Id in keyof Constructs]?: readonly string[] }

/**
 * European index (ECSI, later EPSI): seven constructs, twelve paths.
 * Source: Tenenhaus, Esposito Vinzi, Chatelin & Lauro (2005) CSDA 48, figure 3.
 */
export function ecsiModel(items: Items<typeof ecsiPaths>): PlsModel {
  return ready(ecsiPaths, items)
}

/** American index: six constructs, nine paths. Source: Fornell, Johnson, Anderson, Cha & Bryant (1996) Journal of Marketing 60(4). */
export function acsiModel(items: Items<typeof acsiPaths>): PlsModel {
  return ready(acsiPaths, items)
}

/** Chinese index: six constructs, eleven paths. Source: GB/T 19038-2009 and GB/T 19039-2009. */
export function ccsiModel(items: Items<typeof ccsiPaths>): PlsModel {
  return ready(ccsiPaths, items)
}

function ready<Id extends string>(paths: Readonly<Record<Id, readonly string[]>>, items: { readonly [Key in Id]?: readonly string[] }): PlsModel {
  const ids = Object.keys(paths) as Id[] // the object is one of the three literals above
  const present = ids.filter((id) => (items[id]?.length ?? 0) > 0)
  const kept: readonly string[] = present
  return {
    constructs: present.map((id) => ({ id, items: items[id] ?? [] })),
    paths: present.flatMap((from) => paths[from].filter((to) => kept.includes(to)).map((to): PlsPath => ({ from, to }))),
  }
}
