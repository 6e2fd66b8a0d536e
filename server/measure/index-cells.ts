/**
 * The satisfaction index of a side, as a cell among its figures: told, tested and charted as they are.
 *
 * By blocks it is the mean of the satisfaction construct on 0–100, its weights estimated by PLS on the side’s own answers; as a degree it is
 * effect over expectation. A respondent counts with what he or she moves the index by, the weights (or the ratio) taken as found: mean and
 * spread of that are value and standard error by the delta method.
 */
import type { Variable } from '@gap5/contract/listen/instrument.ts'
import type { IndexModelOptions } from '@gap5/contract/measure/readings/index-model.ts'
import type { IndexKey } from '@gap5/contract/measure/side-by-side.ts'
import { latentIndex, ratioIndexOfCovariances } from '@gap5/methods'
import type { Cell } from './figures-by.ts'
import { itemsWith, questionsOf } from './rated-items.ts'
import type { Parts } from './parts.ts'
import { needs, type Needs, type PersonsInput } from './readings/answers.ts'
import { modelOffers } from './readings/index-blocks.ts'
import { preparedModel } from './readings/index-model.ts'
import type { SideCell } from './side-figures.ts'
import type { StudyFrame } from './study-result.ts'

export const indexTitles: Record<IndexKey, SideCell['title']> = {
  'index.blocks': { en: 'Satisfaction index', zh: '满意度指数' },
  'index.ratio': { en: 'Degree of satisfaction', zh: '满意度（感知／期望）' },
}

/** Which indices the questions of a study give, the fullest first. */
export function indicesOf({ definition, provider }: Pick<StudyFrame, 'definition' | 'provider'>): IndexKey[] {
  const pairs = itemsWith(questionsOf(definition, provider).items, 'expectation', 'perception')
  return [...(modelOffers(definition).length > 0 ? (['index.blocks'] as const) : []), ...(pairs.length > 0 ? (['index.ratio'] as const) : [])]
}

export function ratioNeeds(): Needs {
  return needs(['ratios'])
}

export function blocksCell(input: PersonsInput, scheme: IndexModelOptions['scheme'] = 'path'): SideCell {
  const { prepared, family, blocks } = preparedModel(input, { scheme })
  const { n, dropped: missing } = prepared
  const index = latentIndex(prepared).indices?.find(({ construct }) => construct === 'satisfaction')
  const cell = index?.value == null || index.sd === null ? null : { n, missing, mean: index.value, squares: index.sd ** 2 * (n - 1) }
  const asks = [family, blocks.map((block) => [block.key, block.variables.map(({ key, min, max, lowIsGood }) => [key, min, max, lowIsGood])])]
  return cellOf('index.blocks', { min: 0, max: 100 }, asks, cell, { n, missing })
}

export function ratioCell({ questions, figures, whole }: Parts): SideCell {
  const pairs = itemsWith(questions.items, 'expectation', 'perception')
  const { value, se, n, missing } = ratioIndexOfCovariances(figures.ratios.find(({ base }) => base === 'expectation')!.whole)
  const cell = value === null || se === null ? null : { n, missing, mean: value, squares: se ** 2 * n * (n - 1) }
  const scaleOf = (of: Variable | undefined) => of && [of.min, of.max, of.lowIsGood]
  const asks = [whole.layout.scoring, pairs.map(({ key, dimension, levels }) => [key, dimension, scaleOf(levels.perception), scaleOf(levels.expectation)])]
  return cellOf('index.ratio', null, asks, cell, { n, missing })
}

function cellOf(key: IndexKey, scale: SideCell['scale'], asks: unknown, cell: Cell | null, { n, missing }: { n: number; missing: number }): SideCell {
  const head = { measure: key, level: 'index' as const, title: indexTitles[key], unit: 'level' as const, scale, lowIsGood: false, asks: JSON.stringify(asks) }
  return cell ? { ...head, cell } : { ...head, cell: { n: 0, mean: 0, squares: 0, missing: missing + n }, refused: n === 0 ? 'no-answers' : 'not-computable' }
}
