/** How a test is said within a sentence. */
import { probability, type Text } from '@gap5/contract/language.ts'
import type { TestResult } from '@gap5/contract/measure/results.ts'

export const testNames: Record<TestResult['method'], Text> = {
  'paired-t': { en: 'paired t test', zh: '配对t检验' },
  'welch-t': { en: 'Welch’s t test', zh: 'Welch t检验' },
  'welch-anova': { en: 'Welch’s analysis of variance', zh: 'Welch方差分析' },
  'games-howell': { en: 'Games–Howell', zh: 'Games–Howell检验' },
  'chi-square': { en: 'chi-square test', zh: '卡方检验' },
  'two-proportions': { en: 'test of two proportions', zh: '两比例检验' },
}

/** "Games–Howell, adjusted p < .001" */
export function inTest(test: TestResult): Text {
  const name = testNames[test.method]
  const adjusted = test.family > 1
  const p = equation(adjusted ? test.adjustedP : test.p)
  return { en: `${name.en}, ${adjusted ? 'adjusted ' : ''}${p}`, zh: `${name.zh}，${adjusted ? '校正后' : ''}${p}` }
}

/** "p < .001", "p = .012" */
export function equation(p: number): string {
  const said = probability(p)
  return said.startsWith('<') ? `p ${said}` : `p = ${said}`
}
