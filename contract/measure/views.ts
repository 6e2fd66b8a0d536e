/**
 * The pages of a study that can be handed on: shared by a read-only link, printed, put on a board, reported. A page that reads
 * answers adds itself here, with what it asks the server; `server/measure/sharing/asks.ts` knows how each is answered.
 */
import type { Text } from '../language.ts'

/**
 * One thing a page asks the server, by its path below `/api/o/{org}/`. `shown` names, for each further parameter, where the
 * page keeps it in its own address: a locked link answers what stood there when it was made, and nothing else.
 */
export type Ask = {
  path: string
  shown?: Record<string, string>
  /** Parameters that stay as the link names them, even where it may be narrowed. */
  kept?: readonly string[]
  /** Only where the link includes what people said in their own words. */
  verbatims?: true
}

export type ViewPage = {
  title: Text
  /** Of one study, or of one board. */
  of: 'study' | 'board'
  /** Its address below the organisation's; `{subject}` is the study's handle or the board's id. */
  path: string
  asks: readonly Ask[]
}

const pulse: Ask = { path: 'studies/{subject}/results/pulse' }
const result: Ask = { path: 'studies/{subject}/results' }

export const viewPages = {
  results: {
    title: { en: 'Results', zh: '结果' },
    of: 'study',
    path: 'studies/{subject}/results',
    asks: [
      result,
      { path: 'studies/{subject}/results/comparison', shown: { attribute: 'by', measure: 'measure' } },
      { path: 'studies/{subject}/statements', verbatims: true },
      pulse,
    ],
  },
  board: {
    title: { en: 'Board', zh: '看板' },
    of: 'board',
    path: 'boards/{subject}',
    asks: [
      { path: 'boards/{subject}' },
      { path: 'boards/{subject}/data', shown: { period: 'period', unit: 'unit' }, kept: ['unit'] },
      { path: 'boards/{subject}/pulse' },
    ],
  },
} as const satisfies Record<string, ViewPage>

export type PageKey = keyof typeof viewPages
export const pageKeys = Object.keys(viewPages) as PageKey[]

/** A page with its subject and what stands in its address. */
export type View = { page: PageKey; subject: string; query: Record<string, string | string[]> }

/** Where a view stands below an organisation's address, without its query. */
export function viewPath({ page, subject }: Pick<View, 'page' | 'subject'>): string {
  return viewPages[page].path.replace('{subject}', encodeURIComponent(subject))
}
