/** All that makes results of a questionnaire weak. Pure; takes drafts as well as whole definitions. */
import type { Definition } from '../instrument.ts'
import { impossibleCondition, laterCondition } from './condition-rules.ts'
import { unbalancedLabels, unlabelledEnds } from './scale-rules.ts'
import {
  emptyDimension,
  expectationAlone,
  noOverallQuestion,
  oneItemDimension,
  sameText,
  tooLong,
  unequalScales,
  weightsIncomplete,
} from './structure-rules.ts'
import { missingTranslation } from './translation-rules.ts'
import type { Rule, Warning } from './warning.ts'
import { wordingRules } from './wording-rules.ts'

const rules: Rule[] = [
  noOverallQuestion,
  tooLong,
  impossibleCondition,
  laterCondition,
  unequalScales,
  weightsIncomplete,
  expectationAlone,
  oneItemDimension,
  emptyDimension,
  unlabelledEnds,
  unbalancedLabels,
  missingTranslation,
  ...wordingRules,
  sameText,
]

/** The weightiest first. */
export function instrumentWarnings(definition: Definition): Warning[] {
  return rules.flatMap((rule) => rule(definition))
}
