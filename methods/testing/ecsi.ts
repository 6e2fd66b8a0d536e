import type { Columns } from '../columns.ts'
import { ecsiModel } from '../measure/pls/readyModels.ts'
import { sharedTable } from './golden.ts'

/** The mobile phone study of Tenenhaus et al. (2005), where the shared data are present. */
export const mobileItems = {
  image: ['IMAG1', 'IMAG2', 'IMAG3', 'IMAG4', 'IMAG5'],
  expectation: ['CUEX1', 'CUEX2', 'CUEX3'],
  quality: ['PERQ1', 'PERQ2', 'PERQ3', 'PERQ4', 'PERQ5', 'PERQ6', 'PERQ7'],
  value: ['PERV1', 'PERV2'],
  satisfaction: ['CUSA1', 'CUSA2', 'CUSA3'],
  complaints: ['CUSCO'],
  loyalty: ['CUSL1', 'CUSL2', 'CUSL3'],
}

export const mobileModel = ecsiModel(mobileItems)

export function mobileColumns(): Columns {
  const table = sharedTable('data/ecsi_mobi_1to10.csv')
  return Object.fromEntries(table.names.map((name) => [name, table.numbers(name)]))
}

export const mobileScales = Object.fromEntries(Object.values(mobileItems).flat().map((item) => [item, { min: 1, max: 10 }]))

/** How the reference files call a construct. */
export function named(id: string): string {
  return `${id[0]!.toUpperCase()}${id.slice(1)}`
}
