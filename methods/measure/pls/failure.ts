import type { Warning } from '../../result.ts'
import type { PlsFailure } from './solver.ts'
import { flatItems, type PlsStudy } from './study.ts'

/** Which item or construct kept the model from being estimated. */
export function failureWarnings(study: PlsStudy, { reason, construct, rhoA }: PlsFailure): Warning[] {
  const name = study.model.constructs[construct]?.id
  const flat = reason === 'no-variance' ? flatItems(study) : []
  if (flat.length > 0) return flat
  if (!name) return []
  if (reason === 'singular') return [{ code: 'collinear', detail: { construct: name } }]
  if (reason === 'improper') return [{ code: 'improper', detail: { construct: name, ...(rhoA === undefined ? {} : { rhoA }) } }]
  return reason === 'no-variance' ? [{ code: 'no-variance', detail: { construct: name } }] : []
}
