/**
 * The pages that can be handed on: shared by a read-only link, printed, put on a board. A page that reads answers adds itself
 * here with what it asks the server. Whatever routes of `server/measure/findings.ts` answer, a link can show.
 */
import type { Text } from '../language.ts'

/**
 * One thing a page asks the server, by its path below `/api/o/{org}/`. A locked link answers the parameters that stood in the
 * page's address when it was made, and no others.
 */
export type Ask = {
  path: string
  /** Where the page keeps a parameter in its own address, if under another name. */
  shown?: Record<string, string>
  /** Parameters that stay as the link names them, even where it may be narrowed. */
  kept?: readonly string[]
  /** Parameters that are always as the link names them, left out where it names none: what leads to other studies or beyond the period. */
  fixed?: readonly string[]
  /** Parameters that change nothing of what is shown: how many, which page of them. */
  free?: readonly string[]
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

/** A reading of its own beside the result: its page and its route have the same path. */
function finding(title: Text, name: string): ViewPage {
  const path = `studies/{subject}/results/${name}`
  return { title, of: 'study', path, asks: [result, { path }, pulse] }
}

export const viewPages = {
  results: {
    title: { en: 'Results', zh: '结果' },
    of: 'study',
    path: 'studies/{subject}/results',
    asks: [
      result,
      { path: 'studies/{subject}/results/comparison', shown: { attribute: 'by', measure: 'measure' } },
      { path: 'studies/{subject}/statements', verbatims: true, free: ['kind', 'limit'] },
      pulse,
    ],
  },
  trend: finding({ en: 'Over time', zh: '趋势' }, 'trend'),
  periods: {
    title: { en: 'Periods', zh: '时期对比' },
    of: 'study',
    path: 'studies/{subject}/results/periods',
    asks: [result, { path: 'studies/{subject}/results/periods', fixed: ['against'] }, pulse],
  },
  ranking: finding({ en: 'Units', zh: '单位排名' }, 'ranking'),
  zoneMovement: finding({ en: 'Zone of tolerance', zh: '容忍区域' }, 'zone-movement'),
  workbench: {
    title: { en: 'Workbench', zh: '分析工作台' },
    of: 'study',
    path: 'studies/{subject}/results/workbench',
    asks: [result, { path: 'studies/{subject}/results/workbench' }, { path: 'studies/{subject}/results/workbench/answer' }, pulse],
  },
  'importance-performance': finding({ en: 'Importance and performance', zh: '重要性与绩效' }, 'importance-performance'),
  kano: finding({ en: 'Kano', zh: 'Kano模型' }, 'kano'),
  confirmation: finding({ en: 'Four outcomes', zh: '满意的四种结果' }, 'confirmation'),
  satisfaction: finding({ en: 'Satisfaction index', zh: '满意度指数' }, 'satisfaction'),
  'index-model': finding({ en: 'Index by blocks', zh: '结构模型指数' }, 'index-model'),
  levels: finding({ en: 'Levels of expectation', zh: '期望层次' }, 'levels'),
  'outcome-process': finding({ en: 'Outcome and process', zh: '结果质量与过程质量' }, 'outcome-process'),
  blocks: finding({ en: 'Block by block', zh: '分块对比' }, 'blocks'),
  'side-by-side': {
    title: { en: 'Side by side', zh: '多项调查对照' },
    of: 'study',
    path: 'studies/{subject}/results/side-by-side',
    // The other studies are those of the link, however far it may be narrowed.
    asks: [result, { path: 'studies/{subject}/results/side-by-side', fixed: ['with', 'pair'] }, pulse],
  },
  board: {
    title: { en: 'Board', zh: '看板' },
    of: 'board',
    path: 'boards/{subject}',
    asks: [
      { path: 'boards/{subject}' },
      { path: 'boards/{subject}/data', kept: ['period', 'unit'] },
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
