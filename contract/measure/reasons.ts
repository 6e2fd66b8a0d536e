import type { Text } from '../language.ts'
import type { Reason } from './results.ts'

/** Why there is no number, as it stands in the number's place. */
export const reasonWords: Record<Reason, Text> = {
  'no-answers': { en: 'No answers yet', zh: '暂无答案' },
  'below-minimum-n': { en: 'Too few answers', zh: '答案太少' },
  'not-asked': { en: 'Not asked', zh: '未询问' },
  'no-variance': { en: 'All answers are alike', zh: '所有答案相同' },
  'one-item': { en: 'Needs two items or more', zh: '至少需要两个题目' },
  'no-zone': { en: 'Adequate is not below desired', zh: '适当水平不低于理想水平' },
  'one-group': { en: 'Needs two groups or more', zh: '至少需要两个组' },
  'too-few-periods': { en: 'Too few periods', zh: '时段太少' },
  'not-computable': { en: 'Cannot be computed', zh: '无法计算' },
}
